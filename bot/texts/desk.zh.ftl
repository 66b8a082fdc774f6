# 教练台：浏览器里说的话，还有聊天里怎么去。

desk-staff = 教练台是给教练和管理员用的。/practice 选一位客户练习。
desk-unset =
    教练台还没有对外的网址，没法给你链接。{ $role ->
        [admin] 把设置 desk.url 填成它的网址，像 https://bot.example.org/desk，重新启动就行；怎么架见 docs/desk.md。
       *[coach] 请管理员设好 desk.url。
    }
desk-link =
    教练台，{ $minutes } 分钟之内点开，只能用一次，别转给别人：
    { $link }

desk-button = 教练台
desk-name = 对练教练台
desk-skip = 跳到正文
desk-nav = 主要页面
desk-overview = 总览
desk-talks = 谈话
desk-sign-out = 退出
desk-sign-out-everywhere = 在所有设备上退出
desk-local = 本机
desk-self =
    { $name } · { $role ->
        [admin] 管理员
       *[coach] 教练
    }
desk-sign-in-title = 请先登录
desk-sign-in-how = 在 Telegram 里给机器人发 /desk，点它回的链接就进来了。链接十分钟之内有效，只能用一次。
desk-sign-in-local = 在装着对练的机器上，也可以运行 duilian desk，用终端里显示的链接。
desk-enter-title = 进入教练台
desk-enter-why = 按一下就登录，12 小时以后自动退出。链接用过一次就失效。
desk-enter-button = 进入
desk-app-wait = 正在向 Telegram 核对身份。要是没有自动跳转，点下面的按钮。
desk-told-title = 打不开
desk-told-back = 回教练台
desk-missing = 这里没有内容，或者不归你看。
desk-forged = 这张表单不是从现在的页面提交的，没有生效。返回上一页，刷新一下再试。
desk-fault = 出了点问题，这一步没有做成，什么都没有改动。再试一次；要是还不行，告诉管理员。
desk-knocked = 试得太多了，十分钟后再试。
desk-unavailable = 数据库这会儿读不了，什么都没有改动。过一会儿再试。
desk-not-staff = 教练台是给教练和管理员用的，你现在不是。请管理员看一下你的角色。
desk-unsigned = 没有收到 Telegram 的有效签名，或者它已经过时。关掉这一页，从 Telegram 里重新打开。
desk-link-unknown = 没有这个登录链接，看看是不是没有复制全。在 Telegram 里发 /desk 可以要一个新的。
desk-link-used = 这个登录链接已经用过了。在 Telegram 里发 /desk 再要一个。
desk-link-expired = 这个登录链接过期了。在 Telegram 里发 /desk 再要一个。

desk-filters = 筛选
desk-group = 组
desk-any-group = 全部
desk-any = 不限
desk-period = 时间
desk-days =
    { $days ->
        [0] 不限
       *[other] 最近 { $days } 天
    }
desk-lang = 语言
desk-persona = 客户性格
desk-objection = 异议类型
desk-show = 查看
desk-comma = 、
desk-colon = ：

desk-nobody-coach = 你带的组里还没有学员。/invite 请他们进来，练过以后就看得到了。
desk-nobody-admin = 还没有人练过。
desk-weakest-head = 先练什么
desk-weakest = 最弱的是“{ $step }”，平均只拿到 { $share }（{ $people } 人）。
desk-weakest-who = 这一步最需要帮的：{ $who }。
desk-worst = 最难过的客户：{ $persona }，提的是{ $objection }，{ $talks } 次谈话平均 { $score } 分。
desk-no-scores = 这段时间还没有成绩。
desk-waiting = 等你看的
desk-appeals = 申诉 { $count } 条
desk-unread = 还没点评过的谈话
desk-points = { $score } 分
desk-nothing-waits = 都看过了。
desk-people = 学员和步骤
desk-people-how = 平均分低的在前。走势看最近 { $fewest } 次谈话；a 到 g 是手册的七步，写的是拿到了几成分。
desk-trainee = 学员
desk-last-week = 7 天
desk-last-month = 30 天
desk-mean = 均分
desk-trend = 走势
desk-spark = 最近几次：{ $scores }
desk-way =
    { $way ->
        [up] 在上升
        [down] 在下降
        [steady] 平稳
       *[early] 次数还少，看不出走势
    }
desk-all = 全体
desk-idle = 没练过的 { $count } 人：
desk-pairs = 异议和客户
desk-pairs-how = 每格是平均分和谈话次数；不到 { $few } 次的不上色。
desk-of-talks = { $talks } 次

desk-talks-of = { $name }的谈话
desk-when = 时间
desk-customer = 客户
desk-outcome = 结果
desk-outcome-of =
    { $outcome ->
        [agreed] 谈成
        [deferred] 先放一放
        [lost] 谈崩
        [left] 中途离开
       *[open] 没谈完
    }
desk-score = 分数
desk-exam = 考试
desk-private = 私下练
desk-no-talks = 没有符合条件的谈话。
desk-pages = 翻页
desk-page-before = ‹ 上一页
desk-page-next = 下一页 ›
desk-newer = ‹ 更近的
desk-older = 更早的 ›

desk-person-head =
    有成绩的谈话 { $count } 次{ $grouped ->
        [yes] ，在{ $groups }
       *[no] ，没有分组
    }
desk-levels = 七步练得怎样
desk-levels-how = 水平是最近 { $over } 次的平均。
desk-step = 步骤
desk-level = 水平
desk-last-scores = 最近的分数：{ $scores }
desk-gain-new = 头一次见的客户：后一半比前一半 { $signed } 分（{ $count } 位）。
desk-gain-known = 再见的客户：比头一次 { $signed } 分（{ $count } 次）。
desk-all-talks = 全部谈话

desk-private-talk = 这次是私下练的。除了谈过这件事，内容和成绩只有学员自己看得到。
desk-concern = 真正的顾虑：{ $concern }
desk-jump = 跳到
desk-jump-slips = 失误：
desk-jump-turning = 转折点：
desk-jump-card = 成绩单
desk-turn = 第 { $turn } 句
desk-compare = 对照
desk-compare-none = 不对照了
desk-compare-model = 示范谈话
desk-compare-try = { $day }（{ $score } 分）
desk-compare-other = 另选一次…
desk-others = 选一次来对照
desk-others-whose = 谁谈的
desk-others-all = 全部（{ $count } 次）
desk-others-person = { $name }（{ $count } 次）
desk-others-sort = 排序
desk-others-newest = 最近的在前
desk-others-best = 分数高的在前
desk-others-none = 和这位客户没有别的谈话可以对照。
desk-side =
    { $side ->
        [this] 这次
        [model] 示范
       *[other] 对照
    }
desk-both-head = 两次对照
desk-total = 总分
desk-turning-point = 转折点
desk-mistakes = 失误
desk-criterion = 评分条目
desk-gap = 差
desk-gaps = 哪几条不一样
desk-gaps-how = 差是“这次”比“对照”多拿的分。有一边没评的不比。
desk-gaps-none = 逐条的得分都一样。
desk-gaps-same = 一样的和没法比的 { $count } 条
desk-gaps-old = 有一边的成绩是按旧的评分标准打的，逐条比不了。
desk-back-to-talk = 回这次谈话
desk-before = 上次和这位客户谈，{ $day }，{ $score } 分；这次 { $change }。
desk-transcript = 谈话原文
desk-customer-says = 客户：
desk-trainee-says = 学员：
desk-turning = 转折点
desk-slip = 失误 −{ $cost }
desk-interrupted = 抢话
desk-moves = 这句做了什么
desk-meter =
    { $meter ->
        [trust] 信任
        [patience] 耐心
       *[interest] 兴趣
    }
desk-state = 客户状态
desk-nothing-said = 什么也没说就结束了。
desk-not-understood = 这次谈话是别的版本存下的，现在读不出来。
desk-card = 成绩单
desk-cards = 重新评过：{ $scores }
desk-card-hint = 要了提示
desk-card-retry = 收回了这句，重说一次
desk-card-old = { $score } 分。评分标准后来改过，逐条的得分看不了；运行 duilian rescore 可以按现在的标准重评。
desk-no-card = 还没有成绩：谈话没完，或者学员自己还没看到。
desk-advice = 下次只改一件事：{ $advice }
desk-losses = 扣分
desk-unrated = 不评
desk-verdict =
    { $verdict ->
        [yes] 做到了：
        [part] 做到一部分：
        [no] 没做到：
       *[unrated] 不评：
    }
desk-found =
    { $by ->
        [coach] 教练
        [appeal] 申诉后
        [moves] 改了话步以后
       *[machine] 机器
    } { $rated ->
        [yes] { $points }/{ $of }
       *[no] 不评
    }
desk-appeal =
    { $state ->
        [open] 申诉待裁决
        [upheld] 申诉已认可
       *[refused] 申诉未认可
    }（{ $day }）：{ $criterion }
desk-appeal-note = 教练说：{ $note }

desk-admin = 管理员
desk-whole = 对整场谈话的评语
desk-comment-words = 评语，学员马上收到
desk-answer = 回复
desk-answer-words = 回复，学员马上收到
desk-send = 发出
desk-moves-which = 这一句做了什么？该有的都打勾，不该有的去掉
desk-why = 为什么这样判？学员看得到
desk-correct = 改判
desk-correct-points = 改得分
desk-no-share = 先选做到了、做到一半还是没做到。
desk-corrected =
    { $state ->
        [withdrawn] 收回的改判
       *[stands] 教练改判
    }
desk-history = 改判和申诉的记录
desk-history-state =
    { $kind ->
        [appeal] 申诉{ $state ->
            [refused] 未认可
            [replaced] 已认可，后来又改过
           *[stands] 已认可
        }
       *[correction] { $state ->
            [withdrawn] 收回了
            [replaced] 后来又改过
           *[stands] 现在算数
        }
    }
desk-history-ended = { $name }收回，{ $at }
desk-note = 想对学员说的（可以不写）
desk-did =
    { $what ->
        [comment] 评语发给学员了。
        [answer] 回复发给学员了。
        [withdraw] 改判收回了，成绩重算了，学员会知道。
        [rule] 申诉定了，学员会知道。
        [ask] 已经请他们盲评。
        [blind] 盲评收下了，现在看得到机器和别人怎么判。
       *[moves] 改判好了，成绩重算了，学员会知道。
    }
desk-export = 导出
desk-export-as =
    { $form ->
        [html] 网页报告
        [pdf] PDF 报告
        [csv] 谈话表格（CSV）
        [turns] 逐句表格（CSV）
        [visit] 拜访记录表（PDF）
        [xapi] xAPI 语句
        [json] JSON
       *[jsonl] JSON Lines
    }

desk-assign = 布置作业
desk-assign-to = 给{ $name }布置作业
desk-assign-new = 布置新作业
desk-assign-whom = 布置给谁
desk-choose = 请选择
desk-assign-what = 布置什么
desk-assign-customers = 客户（谈一次，或者考证书）
desk-assign-drills = 小练习
desk-assign-step = 要练的一步（只在“把某一步练到多少”时用）
desk-assign-mode = 和客户谈的方式
desk-assign-least = 至少多少分，或者百分之几（不填：客户和小练习做完就算，步骤 80%，证书 70 分）
desk-assign-due = 哪天到期（不填就没有期限）
desk-assign-note = 附一句话（可以不写）
desk-assign-give = 布置
desk-assign-done =
    { $done ->
        [yes] 完成了
       *[no] 还没完成
    }
desk-unassignable =
    { $why ->
        [nobody] 没有布置：先选一个人，或者一个有人的组。
        [subjects] 没有布置：客户或者小练习要选 1 到 { $subjects } 个，步骤要选一步；刚刚撤下去的选不了。
        [least] 没有布置：分数要在 0 到 100 之间，步骤至少 1。
        [note] 没有布置：附的话太长，最多 { $most } 个字。
       *[due] 没有布置：日期要写成 2026-03-31 这样，而且不能已经过了。
    }

desk-agreement = 一致程度
desk-agreed = 教练和机器
desk-agreed-how = 不限时间和客户。
desk-agreed-later = 评判的谈话多，要算几秒钟：打开“一致程度”。
desk-agreed-see = 怎么算的，还有盲评
desk-agreement-how = 除去碰巧，教练和机器判得有多一致：κ 是 1 就是完全一致，0 和碰巧一样。不到 10 对不给区间；大家判的都一样，就没有 κ。
desk-agreement-none = 还没有可比的：教练写过评语、改过判或者盲评过的谈话才算。
desk-agreement-over = 比了 { $count } 份评判。
desk-agreement-steps = 逐步的得分
desk-agreement-moves = 逐个话步
desk-agreement-machine = { $name }和机器（盲评）
desk-agreement-pair = { $one }和{ $other }（盲评）
desk-move = 话步
desk-interval = 95% 区间
desk-same = 相同

desk-ask = 请别的教练盲评
desk-ask-whom = 请谁？打完分之前，他们看不到任何人的分
desk-ask-button = 请他们盲评
desk-nobody-asked = 先选至少一位教练。
desk-blind-tag = 等你盲评
desk-blind-waiting = 请你盲评的
desk-unscored = 等你盲评的 { $count } 场，盲评之前不算进平均分，也不在导出的文件里。
desk-blind-head = 盲评
desk-blind-how = 请你自己给这场谈话打分。打完之前看不到机器和别人的分；交了就不能改。
desk-blind-give = 交盲评
desk-not-blind =
    { $why ->
        [seen] 有人已经评过或者改过这场谈话，不算盲评，没有请。
        [unasked] 没有人请你盲评这场谈话。
        [given] 你已经盲评过了。
       *[shares] 没有收下：每一条都要选一个。
    }

desk-customers = 客户
desk-customers-head = 客户体检
desk-customers-see = 客户体检：是人的问题，还是客户的问题？
desk-customers-how = 平均分低的在前。谈成的是当场答应下来的。不到 { $few } 场的不上色；私下练的、学员自己还没看到分的不算在内。
desk-people-count = 人数
desk-won = 谈成
desk-stop = 。
desk-health-head = 毛病像在客户身上的
desk-health-how = 同一个人和自己比：在这位客户这里没做到，和别的客户谈却做得到。两边都谈过的不到 { $fewest } 人不下结论；比较很多，只列碰巧说不过去、差得也够大的，全靠碰巧的话，看二十次这一页才会错列一次。大家到处都弱的，不算客户的毛病，总览上看。
desk-health-none = 没有哪位客户看得出毛病。
desk-health-well = 看不出毛病。两边都谈过的至少要 { $fewest } 人，才下结论。
desk-health-missed = { $people } 个人在这里 { $here } 没做到；同样这些人和别的客户谈，{ $elsewhere } 没做到。碰巧的话，这里该在 { $low } 到 { $high } 之间。
desk-health-doubted = 有 { $people } 个人的谈话在这一条上起了争议，和别的客户谈很少这样：
desk-health-doubt =
    { $doubt ->
        [open] 申诉待定 { $count }
        [upheld] 申诉认可 { $count }
        [refused] 申诉不认可 { $count }
       *[corrected] 教练改判 { $count }
    }
desk-health-became =
    { $doubt ->
        [open] 申诉待定
        [upheld] 申诉认可
        [refused] 申诉不认可
       *[corrected] 教练改判
    }
desk-health-points =
    { $what ->
        [misjudged] 认可的申诉和改判都说机器在这里判得不准：看看学员是怎么说的，补上例句。
        [undecided] 先把待定的申诉定了，才知道错在哪一边。
        [unclear] 申诉多半没认可，学员却看不出为什么不算：看看客户的话和这一条的说明，是不是让人误会。
        [closed] 几乎谁也做不到：看看这位客户给不给机会做这一步。
       *[hard] 别处做得到的人偏偏在这里做不到：看看客户的台词和答案，是不是把人带偏了。
    }
desk-health-talks = 和这位客户的谈话
desk-health-last = 最近没做到的：
desk-health-tag = 像是客户的毛病
desk-health-criteria = 逐条
desk-health-criteria-how = 没做到的比例，每人算一份。“这里”和“别处”是同样这些人；“碰巧”是这位客户和别的一样难时，100 次里 95 次落在的范围，不到 { $fewest } 人不给。最后是没做到的场数和评过的场数。
desk-health-criterion = 评什么
desk-health-here = 这里
desk-health-elsewhere = 别处
desk-health-usual = 碰巧
desk-health-doubts = 申诉和改判
desk-health-undoubted = 还没有。
desk-health-pairs-how = 平均分，下面是场数、人数、谈成的比例；不到 { $few } 场的不上色。
desk-pair-of = { $talks } 场 · { $people } 人 · 成 { $won }
desk-defeated = 谁过不了：一次也没谈成的人
desk-defeated-by = { $score } 分，{ $talks } 场
desk-and-more = ，还有 { $count } 人
desk-customer-talks = { $people } 人谈了 { $talks } 场
desk-customer-mean = 平均 { $score } 分
desk-customer-won = 谈成 { $won }
desk-endings = 谈到哪儿结束的
desk-endings-how = 最后一句之前客户的状态；中途离开的，是离开时的状态。没谈成最多的在前。
