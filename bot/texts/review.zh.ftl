# 教练看谈话：评语、改判、申诉。学员那边听到的也在这里。

list-comma = 、
card-machine = 其中有教练判过的地方。机器自己判的是 { $machine } 分。
card-moves-corrected = 按教练的读法算的：第 { $turns } 句
card-corrected = 　教练改判：{ $reason }
picture-corrected = 教练改判 { $count } 处（机器判 { $machine } 分）

share =
    { $level ->
        [full] 做到了
        [part] 做到一半
        [none] 没做到
       *[unrated] 没评
    }

correction-head =
    { $withdrawn ->
        [yes] 和{ $person }的那次谈话，教练{ $coach }收回了一处改判。
       *[no] 和{ $person }的那次谈话，教练{ $coach }改判了一处。
    }
correction-turn = 第 { $turn } 句：“{ $quote }”
correction-moves = 这一句算作：{ $moves }
correction-criterion = { $asks }
correction-share = 教练判：{ $share }
correction-reason = 理由：{ $reason }
correction-score =
    { $change ->
        [none] 成绩不变，还是 { $after } 分。
       *[some] 成绩从 { $before } 分改为 { $after } 分。
    }

comment-from-coach =
    { $turn ->
        [0] 教练{ $name }看了你和{ $person }的那次谈话：
       *[other] 教练{ $name }看了你和{ $person }谈的第 { $turn } 句：
    }
comment-from-trainee =
    { $turn ->
        [0] { $name }回复了你的评语（和{ $person }的那次谈话）：
       *[other] { $name }回复了你的评语（和{ $person }谈的第 { $turn } 句）：
    }
comment-quote = “{ $quote }”
comment-answers = （针对：{ $quote }）
answer-button =
    { $to ->
        [coach] 回复教练
       *[trainee] 回复学员
    }
answer-ask = 想说什么？写一条就行。
answer-sent =
    { $to ->
        [coach] 教练会看到的。
       *[trainee] 发给学员了。
    }
answer-busy = 你正在和{ $person }谈，打字都是对{ $person }说的。长按那条评语选“回复”，写的就只有对方看到。
answer-gone = 那条评语已经不在了，没有发出去。

review-open = 打开这次谈话
review-staff = 看学员的谈话是教练的事。/practice 选一位客户练习。
review-untapped = 看谈话、写评语要点按钮，请到 Telegram 里发 /review。
review-busy = 先把手上这场谈完（或者 /quit），再看学员的。
review-list =
    { $shown ->
        [0] 还没有谈话可看。学员谈完一场，看过成绩单，这里就有。
       *[other] 申诉待定 { $appeals } 条；没看过的谈话 { $new } 场，一共 { $talks } 场。点序号打开。
    }
review-unwell =
    ⚕ 和{ $person }（{ $title }）谈，“{ $asks }”这一条像是客户的毛病。{ $sentence }{ $more ->
        [0] {""}
       *[other] 还有 { $more } 位客户也像有毛病。
    }（/desk 里的“客户”有详情）
review-appeal-line = { $number }. ⚖ { $trainee }申诉：和{ $person }，{ $at }
review-line =
    { $number }. { $seen ->
        [yes] ○
       *[no] ●
    } { $trainee }和{ $person }，{ $at }，{ $score } 分
review-line-blind = { $number }. ◌ { $trainee }和{ $person }，{ $at }，请你盲评
review-head = { $trainee }和{ $person }（{ $scenario }），{ $at }
review-step = { $id } { $name }　{ $percent }%
review-turn = { $trainee }　第 { $turn } 句，共 { $turns } 句
review-customer = 👤 { $person }：{ $line }
review-trainee = 🗣 { $trainee }：{ $reply }
review-moves = 做了：{ $moves }
review-by-machine = 机器判：{ $found }
review-beside = { $line }（机器 { $points }）
review-corrected-by = { $name }改判：{ $text }
review-upheld = { $name }认可了申诉
review-upheld-by = { $name }认可了申诉：{ $text }
review-comment-by = 💬 { $name }：{ $text }
review-somebody = 某位教练
# 折行只折在两项之间，不折在一项当中。
review-meter =
    { $meter ->
        [trust] 信{"\u2060"}任
        [patience] 耐{"\u2060"}心
       *[interest] 兴{"\u2060"}趣
    }{"\u00A0"}{ $before }{"\u2060"}→{"\u2060"}{ $after }
review-state =
    { $changed ->
        [yes] 状态：{ $before } → { $after }
       *[no] 状态：{ $after }
    }
review-criterion = { $points }/{ $of }　{ $reason }
review-unrated = 没评　{ $asks }
review-section = 手册 { $section }
review-criteria-ask = 成绩 { $score } 分。点序号看一条，可以改判。
review-before = ‹ 上一句
review-next = 下一句 ›
review-comment =
    { $turn ->
        [0] 写评语
       *[other] 评这一句
    }
review-correct-moves = 改话步
review-criteria = 逐条得分
review-see-appeal = ⚖ 看申诉
review-withdraw = 收回改判
review-back = 回列表
review-to-talk = 回这次谈话
review-onward = 接着看
review-leave = 算了
review-comment-ask =
    { $turn ->
        [0] 对整场谈话想说什么？写一条，{ $trainee }马上收到。
       *[other] 对第 { $turn } 句想说什么？写一条，{ $trainee }马上收到。
    }
review-commented = 发给{ $trainee }了。
review-tick =
    { $trainee }的第 { $turn } 句：
    “{ $reply }”

    这一句做了什么？该有的都打勾，不该有的去掉。
review-ticked = 就这 { $count } 项 ›
review-tick-first = 先把话步勾好，再点下面的“就这……项”，然后写理由。
review-why = 为什么这样判？写一句，学员看得到。
review-share-why = 改判为“{ $share }”。为什么？写一句，学员看得到。
review-corrected =
    { $change ->
        [none] 改好了，{ $trainee }的成绩不变，还是 { $after } 分。
       *[some] 改好了，{ $trainee }的成绩从 { $before } 分改为 { $after } 分。
    }
review-withdrawn =
    { $change ->
        [none] 收回了，成绩不变，还是 { $after } 分。
       *[some] 收回了，成绩从 { $before } 分改为 { $after } 分。
    }
review-appeal-head = ⚖ { $trainee }说这一条其实做到了：
review-verdict =
    { $verdict ->
        [upheld] 认可
       *[refused] 不认可
    }
review-note =
    { $verdict ->
        [upheld] 认可这条申诉：想对学员说一句，就打出来。
       *[refused] 不认可这条申诉：对学员说一句为什么吧。
    }
review-silent = 不说了，就这样定
review-decided =
    { $verdict ->
        [upheld]
            { $change ->
                [none] 认可了，{ $trainee }的成绩不变，还是 { $after } 分。
               *[some] 认可了，{ $trainee }的成绩从 { $before } 分改为 { $after } 分。
            }
       *[refused] 没有认可，{ $trainee }的成绩不变，还是 { $after } 分。
    }
review-decided-before = 这条申诉已经有人定了。
review-only-refuse = 这次谈话现在没法重算（客户或者评分换过了），这条只能不认可。
review-gone = 这次谈话现在看不了了，什么都没有改。
review-recorded = 这一条照记录算（选了什么、怎么收场），不是从话里读出来的，不能改判。
review-not-asked = 现在的评分不问这场谈话这一条。
review-not-scored = 这次谈话现在没法重算（客户或者评分换过了），所以没有改。
review-no-moves = 至少要勾一项；什么都不算，就勾“其他”。
review-no-turn = 这次谈话没有这一句。
review-no-share = 得分要在 0 和 1 之间。
review-no-reason = 理由不能空着。
review-empty = 评语不能空着。
review-too-long = 太长了，一条最多 1500 个字，没有发出去。
review-withdrawn-before = 这处改判已经收回过了。
review-unshown = 这次谈话的客户已经不在了，或者记录是别的版本的，打不开。
review-blind = 请你盲评这场谈话：先用 /desk 到教练台上打完分，再来看机器和别人怎么判。
blind-asked = { $name }请你盲评一场和{ $person }的谈话：用 /desk 到教练台上打分，打完之前看不到机器和别人的分。

digest-head = 周报　{ $first } 至 { $last }
digest-group = 【{ $name }】
digest-everybody = 【所有学员】
digest-part =
    { $group }{ $practised ->
        [0] { $people } 人，这一周谁也没练{ $before ->
            [0] { "" }
           *[other] ；前一周还谈了 { $before } 次
        }
       *[other] { $people } 人里练了 { $practised } 人，谈了 { $talks } 次
    }
digest-mean =
    平均 { $score } 分{ $known ->
        [yes] ，前一周 { $before } 分（{ $signed }）
       *[no] { "" }
    }
digest-weakest = 最弱的一步：{ $step }，只拿到 { $share }
digest-who = 练了：{ $who }
digest-idle = 没练：{ $who }
digest-name = { $name }
digest-person = { $name } { $talks } 次
digest-scored =
    { $who } { $score } 分{ $known ->
        [yes] （{ $signed }）
       *[no] { "" }
    }
digest-more = { $who }，还有 { $count } 人
digest-due =
    作业一周之内到期：{ $shown ->
        [0] { $count } 人
       *[other] { $who }
    }
digest-late =
    作业上一周过了期，还没做完：{ $shown ->
        [0] { $count } 人
       *[other] { $who }
    }
digest-groups-left = 还有 { $count } 个组，这里放不下了。
digest-waiting = 等你看的：{ $what }
digest-appeals = 申诉 { $count } 条
digest-unread = 没看过的谈话 { $count } 场
digest-blind = 盲评 { $count } 场
digest-review = 去看谈话
digest-stop = 不用发周报
digest-again = 还是发周报吧
digest-on = 周报：开。每周一上午一条：谁练了谁没练、比前一周怎样、什么等你看。没什么可说的就不发。
digest-off = 周报：关。
