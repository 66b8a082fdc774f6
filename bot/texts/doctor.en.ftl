# duilian doctor: how each part is, what is wrong, and what to do about it.

doctor-line =
    { $status ->
        [ok] {"ok     "}
        [warning] {"warning"}
       *[error] {"error  "}
    }  { $part }: { $says }
doctor-do = {"         → "}{ $do }
doctor-part =
    { $part ->
        [settings] Settings
        [telegram] Telegram
        [clock] Clock
        [webhook] Updates
        [database] Database
        [content] Content
        [fonts] Fonts
        [reader] Reader
        [desk] Desk
       *[speech] Speech
    }
doctor-sum =
    { $errors ->
        [0] { $warnings ->
            [0] All is well.
            [one] No errors, one warning.
           *[other] No errors, { $warnings } warnings.
        }
        [one] One error, { $warnings ->
            [one] one warning.
           *[other] { $warnings } warnings.
        }
       *[other] { $errors } errors, { $warnings ->
            [one] one warning.
           *[other] { $warnings } warnings.
        }
    }
doctor-broke = It could not be looked at: { $problem }.
doctor-broke-do = Put right what is named; if that tells you nothing, it is probably a fault of the program: please report it.
doctor-install-do = Install it anew: pip install -c constraints.txt -e .
doctor-later-do = Look again in a while; if it stays so, see to the network and the proxy.

doctor-settings-ok =
    { $given ->
        [yes] { $file } and the environment can be read.
       *[no] There is no config.yaml; the environment and the defaults hold.
    }
doctor-settings-wrong = { $problem }
doctor-settings-do = Put it right and look again. All settings are in config.example.yaml.
doctor-settings-open = { $file } holds secrets, and its permissions are { $mode }: anybody on this machine can read or change it.
doctor-settings-close = chmod 640 { $file }, with the bot's user as its owner or in its group.
doctor-no-admin = People come in by invitation (access.mode: invite), and there is no admin to make one.
doctor-no-admin-do = Put your own Telegram id into access.admins.

doctor-no-token = There is no token.
doctor-token-do = Get it from @BotFather in Telegram and set DUILIAN_TELEGRAM__TOKEN.
doctor-token-shapeless = The token does not look like one: it is written as 123456:ABC…, with no blanks or other characters.
doctor-token-refused = Telegram does not accept the token.
doctor-telegram-ok = Telegram knows the bot: @{ $name }.
doctor-telegram-clear = { $host } is not encrypted: the token can be read on its way.
doctor-https-do = Use an address with https.
doctor-telegram-away = { $host } cannot be reached ({ $why }).
doctor-network-do = See to the network; through a proxy, set HTTPS_PROXY, as http://127.0.0.1:7890.
doctor-telegram-strange =
    { $status ->
        [0] { $host } did not answer ({ $why }).
       *[other] { $host } answered with status { $status }, which is not like Telegram.
    }

doctor-clock-ok = As Telegram's.
doctor-clock-off =
    { $seconds } seconds { $way ->
        [ahead] ahead of
       *[behind] behind
    } Telegram's. If it is far off, nobody can sign in by the desk's Mini App, and reminders come at the wrong time.
doctor-clock-do = Let the system set it: timedatectl set-ntp true

doctor-polling-ok = They are fetched (polling), and no webhook is in the way.
doctor-webhook-ok = Telegram delivers to { $wanted } without errors.
doctor-webhook-wrong = { $problem }
doctor-webhook-unset = Telegram has not been told where to deliver (the settings say { $wanted }).
doctor-webhook-other = Telegram delivers to { $found } and not to { $wanted }, as the settings have it.
doctor-webhook-start = duilian telegram --webhook tells it at its start. If it did and this is still so, another program with the same token has changed it: stop that one.
doctor-webhook-blocks = Updates are to be fetched (polling), but Telegram delivers to { $found }, so that there is nothing to fetch.
doctor-webhook-polling = duilian telegram takes the webhook down at its start. If it did and this is still so, another program with the same token has set it: stop that one.
doctor-webhook-failed =
    Telegram could not deliver { $minutes ->
        [0] just now
        [one] a minute ago
       *[other] { $minutes } minutes ago
    }: { $problem }
doctor-proxy-do = Does the bot run? Does the reverse proxy pass /telegram on? Is the certificate right? See docs/deployment.md.
doctor-webhook-waiting = { $count } updates wait at Telegram.
doctor-running-do = A bot that runs takes them by and by; if it does not, start it: Telegram keeps them for 24 hours.

doctor-database-ok = { $kind }, { $where }, { $size ->
        [0] version { $at }.
       *[other] { $size } MB, version { $at }.
    }
doctor-database-new = { $where } is empty; it is made at the first start.
doctor-database-older =
    { $where } is of an older version ({ $at }), { $count ->
        [one] one migration
       *[other] { $count } migrations
    } behind.
doctor-database-older-do = Make a backup. It is brought up to date at the next start, or now by duilian db upgrade.
doctor-database-newer = { $where } was written by a newer version ({ $at }), and this one leaves it alone.
doctor-database-newer-do = Install the newer version again, or restore a backup from before it.
doctor-database-foreign = { $where } has tables, but not Duilian's.
doctor-database-foreign-do = See whether database.url is right; give Duilian a database of its own.
doctor-database-readonly = { $where } cannot be written.
doctor-database-readonly-do = Let the bot's user write the file and its folder; on PostgreSQL it has to be allowed to make tables, and no replica is of use.
doctor-database-away =
    { $reason ->
        [address] database.url is not the address of a database.
        [memory] database.url names a database in memory, which keeps nothing.
        [driver] The driver for the database { $where } is not installed.
        [damaged] { $where } is damaged, or is no database at all.
        [busy] { $where } is busy, and did not come free in seconds.
        [readonly] { $where } may not be written to.
        [full] The disk of { $where } is full.
       *[other] The database { $where } cannot be opened.
    }
doctor-database-do =
    { $reason ->
        [address] Write it as sqlite:///folder/duilian.db, or leave it empty.
        [memory] Give it a file: sqlite:///folder/duilian.db.
        [driver] Install the driver, or use SQLite.
        [damaged] Restore it from a backup.
        [busy] See what else has it open, and close that.
        [full] Free some space.
       *[other] See whether it is there, the server runs, this user may open it, and the password is right.
    }
doctor-postgresql-old = { $kind } is old and no longer mended.
doctor-postgresql-old-do = Upgrade to { $oldest } or later.
doctor-disk = { $free } MB are left on the disk of { $where }.
doctor-disk-do = Free some space; once it is full, nothing that people say can be kept.
doctor-wal = The -wal beside { $where } has { $size } MB that are not written back.
doctor-wal-do = Some program probably goes on reading it, as a forgotten sqlite3 or a backup; close that.

doctor-content-ok =
    { $folder }, { $customers ->
        [one] one customer
       *[other] { $customers } customers
    }, nothing wrong.
doctor-content-wrong =
    { $folder } has { $count ->
        [one] one error
       *[other] { $count } errors
    }, the first at { $place } ({ $code }); until they are put right, nothing of it starts or goes live.
doctor-content-warned =
    { $folder } has { $count ->
        [one] one warning
       *[other] { $count } warnings
    }, the first at { $place } ({ $code }).
doctor-content-do = duilian check says of each what is wrong and what would be right.
doctor-content-unseen =
    In the folder { $count ->
        [one] a file was changed that is
       *[other] { $count } files were changed that are
    } not live: { $place }.
doctor-content-unseen-do = A bot that runs sees it by itself; else it goes live at the start, or now by duilian publish.
doctor-content-differs =
    What is live (publication { $number }) differs from the folder in { $count ->
        [one] a file
       *[other] { $count } files
    }: { $place }. Somebody sent files in Telegram, or went back to an earlier version.
doctor-content-differs-do = It works so. To go by the folder, run duilian publish; duilian scenarios lists the versions.

doctor-fonts-ok = Cards can be drawn in Chinese and English.
doctor-fonts-wrong = The font cannot be opened: { $problem }. There are no pictures of score cards and no certificates.
doctor-fonts-lack = The font lacks characters, so that cards are not drawn whole.

doctor-reader-ok = Reader { $version } loads in { $ms } ms and understands "{ $sentence }".
doctor-reader-wrong = The reader cannot be loaded: { $problem }
doctor-reader-misreads = Reader { $version } does not understand "{ $sentence }"; its files are probably damaged.

doctor-desk-ok = { $url } opens.
doctor-desk-none = desk.url is not set; the bot gives out no links to the desk.
doctor-desk-clear = { $host } is not encrypted: the cookie of whoever signs in can be read on its way, and it cannot be a Mini App.
doctor-desk-away = { $url } does not answer ({ $why }).
doctor-desk-other = { $url } answers with status { $status }, and is not the desk.
doctor-desk-do = Does the desk run (duilian desk, or a bot by webhook)? Does the reverse proxy pass /desk on? See docs/desk.md.
doctor-certificate = The certificate of { $host } is not right: { $problem }
doctor-certificate-ends =
    { $days ->
        [0] The certificate of { $host } ends today.
        [one] The certificate of { $host } ends in a day.
       *[other] The certificate of { $host } ends in { $days } days.
    }
doctor-certificate-do = See whether the reverse proxy renews it by itself, and for the right name.

doctor-speech-ok = { $host } answers; the model is { $model }.
doctor-speech-none = speech.url is not set; people who speak are asked to type.
doctor-speech-clear = { $host } is not encrypted: the key and what people say can be heard on their way.
doctor-speech-away = { $host } cannot be reached ({ $why }), so that no voice message is heard.
doctor-speech-strange = { $host } answers with status { $status }.
doctor-speech-do = See whether the service runs and speech.url is right; leave it empty if it is not wanted.
doctor-speech-key = { $host } does not accept the key ({ $status }).
doctor-speech-key-do = Set the right key as DUILIAN_SPEECH__KEY.
