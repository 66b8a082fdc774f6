# 教练台上教机器的一页：谁来点头、怎么学、学完比一比、上线、退回。

learn-name = 教机器
learn-how = 教练改过话步的回复，和申诉认可的回复，点了头机器才学。学完先跟现在用的比一比，再决定上不上线；上线以后随时退得回来。
learn-proposals =
    { $count ->
        [0] 等你点头的
       *[other] 等你点头的（{ $count } 句）
    }
learn-no-proposals = 没有等你点头的回复。教练改过话步，或者认可了申诉，就会出现在这里。
learn-choose = 选中 { $name }
learn-in-talk = 第 { $turn } 句，看整场谈话
learn-opening = （客户开场白之后的第一句）
learn-read = 机器读成
learn-coach = { $name }改为
learn-reason = 理由
learn-from-appeal = 来自申诉
learn-which = 机器漏掉的是哪一样？
learn-unclear = 认可的是这一条做到了，但它不只看某个话步，所以不知道这一句该标成什么。
learn-say-moves = 去给这一句改话步
learn-accept = 选中的让机器学
learn-refuse = 选中的不学
learn-earlier = ‹ 更早的
learn-later = 更晚的 ›
learn-undecided =
    { $why ->
        [move] 没有收下：有一句还没说机器漏掉的是哪一样。要么选好，要么去改它的话步，要么不学。
       *[gone] 没有收下：先选中至少一句；要是选了，就是别人已经定过，或者改判收回了，看看现在还剩哪些。
    }
learn-decided = 定过的
learn-none-decided = 还没有定过。
learn-learnt = 现在用的机器已经学过其中 { $count } 句。想让它忘掉，先在下面退回，再在这里收回。
learn-undoable = 还能收回的 { $count } 句
learn-fate =
    { $fate ->
        [accepted] 要学
       *[refused] 不学
    }
learn-decided-by = { $name }定的，{ $at }
learn-undo = 选中的收回，重新等点头

learn-training = 训练
learn-ready = 点过头的有 { $count } 句，会和原有的例句一起学。要占几分钟处理器，机器人和教练台照常用，这一页也可以关掉{ $told ->
        [yes] ；学完了在 Telegram 里告诉你
       *[no] {""}
    }。
learn-train = 开始训练
learn-unmeasured = 这里不能训练：没有测试用的标注回复（{ $path }），学完没法比。把 content.measures 设成它们所在的文件夹，重新启动。
learn-state =
    { $state ->
        [running] { $name }在 { $at } 开始的训练正在进行，学 { $count } 句：{ $stage ->
            [reading] 在读例句（三步里的第一步）
            [measuring] 在测试集上比（三步里的第二步）
           *[coaches] 在和教练比（三步里的最后一步）
        }。
        [done] { $name }在 { $at } 开始的训练学完了，学了 { $count } 句。还没有上线，等你看过再定。
        [live] { $name }在 { $at } 开始的训练学了 { $count } 句，{ $decider }让它上线了，编号 { $head }。
        [dropped] { $name }在 { $at } 开始的训练学了 { $count } 句，没有上线（{ $decider }定的）。
        [stopped] { $name }在 { $at } 开始的训练，{ $decider }让它停了。什么都没变，可以重新开始。
        [lost] { $name }在 { $at } 开始的训练断了：超过两分钟没有动静，多半是程序重启过。什么都没变，可以重新开始。
       *[crashed] { $name }在 { $at } 开始的训练没有做完，原因写在日志里。什么都没变，可以重新开始。
    }
learn-look-again = 看看到哪儿了
learn-stop = 停下
learn-compared = 和现在用的比
learn-sets = 比什么
learn-replies = 句数
learn-micro = 全部标签的 F1
learn-macro = 各话步 F1 的平均
learn-verdict = 变化
learn-is =
    { $verdict ->
        [worse] 变差
        [better] 变好
       *[same] 没变
    }
learn-f1 = F1 是 1 就是一个不漏、一个不错，0 是一个也没读对。箭头前面是现在用的，后面是新学的；降了超过 0.005 才算变差。“和教练”一行，每一句都由没学过那场谈话的机器来读。
learn-set =
    { $name ->
        [plain] 一般学员的话
        [hard] 难读的话
        [short] 很短的话
        [talks] 整场谈话
       *[other] { $name }
    }，{ $lang ->
        [zh] 中文
       *[en] 英文
    }
learn-coaches = 和教练一致
learn-no-coaches = 和教练一致不一致还比不了：要学的都出自同一场谈话。
learn-moves-of = { $title }：变得明显的话步 { $count } 个
learn-move = { $move }：{ $change }，{ $replies } 句里有
learn-is-worse = 变差的：{ $titles }。
learn-live = 上线
learn-drop = 不上线
learn-worse = 还没有上线。新学的在这些上面变差了：{ $titles }。真的要换成它，就再按一次；以后随时退得回来。
learn-even-worse = 变差也上线
learn-not-yet = 先不上线
learn-note = 教练判过的 { $count } 句
learn-fault =
    { $why ->
        [runs] 没有开始：已经有一次训练在进行，等它做完。
        [nothing] 还没有点过头的回复可学。
        [unmeasured] 没有开始：找不到测试用的标注回复，学完没法比。
        [other] 没有上线：比的是另一个，这期间有人换过了。请重新训练。
        [changed] 没有上线：学进去的回复里，有的后来收回了、改判了或者删掉了。请重新训练。
       *[gone] 没有做成：已经有人定过，或者它不在了。看看现在的情况再说。
    }

learn-heads = 用过的
learn-heads-how = 最上面的是现在用的，所有机器人几秒之内就照它读。退回也会记一笔，哪一个都不会丢。
learn-own = 程序自带的
learn-in-use = 现在用的
learn-back = 退回到它
learn-back-to = 退回到 { $number } 号
learn-did =
    { $what ->
        [accept] 记下了，下次训练会学。
        [refuse] 记下了，不会学。改判本身照样有效。
        [undo] 收回了，重新等点头。
        [train] 训练开始了。
        [stop] 训练停了。
        [live] 上线了，机器人几秒之内就照它读。
        [drop] 不上线，什么都没变。
       *[back] 退回了，机器人几秒之内就照它读。
    }
learn-told =
    { $how ->
        [done] 机器学完了，还没有上线：到教练台的“教机器”看看哪里变好、哪里变差，再定。
       *[failed] 机器没有学完，什么都没变。到教练台的“教机器”可以重新开始。
    }
