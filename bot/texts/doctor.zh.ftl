# duilian doctor：每一样看下来怎么样，哪儿不对，怎么办。

doctor-line =
    { $status ->
        [ok] 正常
        [warning] 注意
       *[error] 错误
    }  { $part }：{ $says }
doctor-do = {"      → "}{ $do }
doctor-part =
    { $part ->
        [settings] 设置
        [telegram] Telegram
        [clock] 时钟
        [webhook] 收消息
        [database] 数据库
        [content] 内容
        [fonts] 字体
        [reader] 读回复
        [desk] 教练台
       *[speech] 语音
    }
doctor-sum =
    { $errors ->
        [0] { $warnings ->
            [0] 都正常。
           *[other] 没有错误，{ $warnings } 处要注意。
        }
       *[other] { $errors } 个错误，{ $warnings } 处要注意。
    }
doctor-broke = 没看成：{ $problem }。
doctor-broke-do = 先解决上面说的；要是看不出是什么，多半是程序的错，请报给开发的人。
doctor-install-do = 重新装一遍：pip install -c constraints.txt -e .
doctor-later-do = 过一会儿再看；一直这样，查网络和代理。

doctor-settings-ok =
    { $given ->
        [yes] { $file } 和环境变量都读得懂。
       *[no] 没有 config.yaml，用的是环境变量和默认值。
    }
doctor-settings-wrong = { $problem }
doctor-settings-do = 改好再看。所有设置都在 config.example.yaml 里。
doctor-settings-open = { $file } 里有密钥，权限却是 { $mode }，这台机器上谁都能看或者能改。
doctor-settings-close = chmod 640 { $file }，主人或者组里有机器人的用户就行。
doctor-no-admin = 要邀请才进得来（access.mode: invite），可是没有管理员，谁也发不出邀请。
doctor-no-admin-do = 把自己的 Telegram 编号写进 access.admins。

doctor-no-token = 没有 token。
doctor-token-do = 在 Telegram 里找 @BotFather 要，设成 DUILIAN_TELEGRAM__TOKEN。
doctor-token-shapeless = token 的样子不对，该是 123456:ABC… 这样，没有空格和别的字。
doctor-token-refused = Telegram 不认这个 token。
doctor-telegram-ok = Telegram 认得这个机器人：@{ $name }。
doctor-telegram-clear = { $host } 没有加密，token 在路上谁都看得见。
doctor-https-do = 改用 https 的地址。
doctor-telegram-away = 连不上 { $host }（{ $why }）。
doctor-network-do = 查网络；要走代理，设 HTTPS_PROXY=http://127.0.0.1:7890 这样的再来。
doctor-telegram-strange =
    { $status ->
        [0] { $host } 没有回答（{ $why }）。
       *[other] { $host } 回答的是状态 { $status }，不像 Telegram。
    }

doctor-clock-ok = 和 Telegram 的一样准。
doctor-clock-off =
    比 Telegram 的{ $way ->
        [ahead] 快
       *[behind] 慢
    }了 { $seconds } 秒。差得多，教练台的 Mini App 登录不了，提醒的时间也不对。
doctor-clock-do = 让系统自己对时：timedatectl set-ntp true

doctor-polling-ok = 自己去取（polling），没有 webhook 挡着。
doctor-webhook-ok = Telegram 送到 { $wanted }，没有出错。
doctor-webhook-wrong = { $problem }
doctor-webhook-unset = 还没有告诉 Telegram 送到哪儿（设置里是 { $wanted }）。
doctor-webhook-other = Telegram 现在送到 { $found }，不是设置里的 { $wanted }。
doctor-webhook-start = duilian telegram --webhook 启动时会告诉 Telegram。启动过还是这样，就是别的程序用同一个 token 改了，把它停掉。
doctor-webhook-blocks = 设的是自己去取（polling），可是 Telegram 还在往 { $found } 送，什么也取不到。
doctor-webhook-polling = duilian telegram 启动时会把它撤掉。启动过还在，就是别的程序用同一个 token 设的，把它停掉。
doctor-webhook-failed =
    Telegram { $minutes ->
        [0] 刚才
       *[other] { $minutes } 分钟前
    }没有送到：{ $problem }
doctor-proxy-do = 机器人开着吗？反向代理把 /telegram 转过来了吗？证书对吗？见 docs/deployment.md。
doctor-webhook-waiting = Telegram 那边还积着 { $count } 条没收。
doctor-running-do = 机器人开着就会自己收完；没开就启动它，24 小时以后 Telegram 就不留了。

doctor-database-ok = { $kind }，{ $where }，{ $size ->
        [0] 版本 { $at }。
       *[other] { $size } MB，版本 { $at }。
    }
doctor-database-new = { $where } 还是空的，第一次启动时会建好。
doctor-database-older = { $where } 是旧版本的（{ $at }），差 { $count } 步。
doctor-database-older-do = 先备份；启动时它自己升级，也可以现在运行 duilian db upgrade。
doctor-database-newer = { $where } 是更新的版本写的（{ $at }），这个版本不敢动它。
doctor-database-newer-do = 装回那个新版本，或者恢复升级以前的备份。
doctor-database-foreign = { $where } 里有表，但不是对练的。
doctor-database-foreign-do = 看 database.url 是不是写错了；给对练一个自己的数据库。
doctor-database-readonly = { $where } 写不进去。
doctor-database-readonly-do = 让运行机器人的用户能写这个文件和它的文件夹；PostgreSQL 要有建表的权限，也不能是只读的副本。
doctor-database-away =
    { $reason ->
        [address] database.url 不是一个数据库地址。
        [memory] database.url 是内存里的数据库，什么也留不住。
        [driver] 数据库 { $where } 的驱动没有装。
        [damaged] { $where } 坏了，或者根本不是数据库。
        [busy] { $where } 正忙，等了几秒也没轮到。
        [readonly] { $where } 不让写。
        [full] { $where } 的磁盘满了。
       *[other] 打不开数据库 { $where }。
    }
doctor-database-do =
    { $reason ->
        [address] 写成 sqlite:///文件夹/duilian.db 这样，或者留空。
        [memory] 给它一个文件：sqlite:///文件夹/duilian.db。
        [driver] 装上驱动，或者用 SQLite。
        [damaged] 从备份恢复。
        [busy] 看还有什么程序开着它，关掉再来。
        [full] 腾出一些空间。
       *[other] 看它在不在、服务开着没有、这个用户打不打得开、密码对不对。
    }
doctor-postgresql-old = { $kind } 太旧，早就没人维护了。
doctor-postgresql-old-do = 升级到 { $oldest } 以上。
doctor-disk = { $where } 的磁盘只剩 { $free } MB。
doctor-disk-do = 腾出一些空间；满了就一句也记不下来。
doctor-wal = { $where } 旁边的 -wal 有 { $size } MB，一直没有写回去。
doctor-wal-do = 多半是有别的程序一直读着它不放，比如没关的 sqlite3 或者备份；关掉它。

doctor-content-ok = { $folder }，{ $customers } 位客户，没有毛病。
doctor-content-wrong = { $folder } 有 { $count } 个错误，第一个在 { $place }（{ $code }），改好以前启动不了，也上不了线。
doctor-content-warned = { $folder } 有 { $count } 处提醒，第一处在 { $place }（{ $code }）。
doctor-content-do = duilian check --lang zh 一条一条说清楚哪儿错、怎么改。
doctor-content-unseen = 文件夹里改过、还没上线的有 { $count } 个文件：{ $place }。
doctor-content-unseen-do = 开着的机器人自己会发现；没开，启动时上线，也可以现在运行 duilian publish。
doctor-content-differs = 上线的（第 { $number } 版）和文件夹不一样，有 { $count } 个文件：{ $place }。有人在 Telegram 里传过文件，或者退回过旧版。
doctor-content-differs-do = 这样能用。想以文件夹为准，运行 duilian publish；各版见 duilian scenarios。

doctor-fonts-ok = 成绩单上的中英文都画得出来。
doctor-fonts-wrong = 字体打不开：{ $problem }。成绩单的图和证书都出不来。
doctor-fonts-lack = 字体里缺字，成绩单会画不全。

doctor-reader-ok = 机器（{ $version }）用 { $ms } 毫秒载入，读得懂“{ $sentence }”。
doctor-reader-wrong = 读回复的机器载入不了：{ $problem }
doctor-reader-misreads = 机器（{ $version }）读不懂“{ $sentence }”，它的文件多半坏了。

doctor-desk-ok = { $url } 打得开。
doctor-desk-none = 没有设 desk.url，机器人不发教练台的链接。
doctor-desk-clear = { $host } 没有加密，登录用的 cookie 在路上谁都看得见，也当不了 Mini App。
doctor-desk-away = { $url } 没有回答（{ $why }）。
doctor-desk-other = { $url } 回答的是状态 { $status }，不是教练台。
doctor-desk-do = 教练台开着吗（duilian desk，或者用 webhook 的机器人）？反向代理把 /desk 转过来了吗？见 docs/desk.md。
doctor-certificate = { $host } 的证书不对：{ $problem }
doctor-certificate-ends =
    { $days ->
        [0] { $host } 的证书今天到期。
       *[other] { $host } 的证书还有 { $days } 天到期。
    }
doctor-certificate-do = 看反向代理的证书有没有自动续，域名对不对。

doctor-speech-ok = { $host } 有回答，模型是 { $model }。
doctor-speech-none = 没有设 speech.url，发语音的人会被请去打字。
doctor-speech-clear = { $host } 没有加密，key 和录音在路上谁都看得见。
doctor-speech-away = 连不上 { $host }（{ $why }），语音都听不了。
doctor-speech-strange = { $host } 回答的是状态 { $status }。
doctor-speech-do = 看服务开着没有，speech.url 对不对；不用了就留空。
doctor-speech-key = { $host } 不认这个 key（{ $status }）。
doctor-speech-key-do = 换一个对的 key，设成 DUILIAN_SPEECH__KEY。
