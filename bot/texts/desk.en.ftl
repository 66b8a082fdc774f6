# The coach's desk: what it says in a browser, and how the chat leads there.

desk-staff = The desk is for coaches and admins. /practice picks a customer to talk to.
desk-unset =
    The desk has no public address yet, so there is no link to give you. { $role ->
        [admin] Set desk.url to its address, as https://bot.example.org/desk, and restart; docs/desk.md says how to put it up.
       *[coach] Please ask an admin to set desk.url.
    }
desk-link =
    The coach's desk. This link works once, within { $minutes } minutes; do not pass it on:
    { $link }

desk-name = Duilian coach's desk
desk-skip = Skip to the content
desk-nav = Main pages
desk-overview = Overview
desk-talks = Talks
desk-sign-out = Sign out
desk-local = This machine
desk-self =
    { $name } · { $role ->
        [admin] admin
       *[coach] coach
    }
desk-sign-in-title = Please sign in
desk-sign-in-how = Send /desk to the bot in Telegram and open the link it answers with. It works once, within ten minutes.
desk-sign-in-local = On the machine that Duilian runs on, you can also run duilian desk and open the link in the terminal.
desk-enter-title = Enter the coach's desk
desk-enter-why = One press signs you in, for 12 hours. After that the link no longer works.
desk-enter-button = Enter
desk-app-wait = Checking with Telegram who you are. If nothing happens, press the button.
desk-told-title = That did not open
desk-told-back = Back to the desk
desk-missing = There is nothing here, or it is not yours to see.
desk-forged = This form was not sent from a current page, so nothing was done. Go back, reload, and try again.
desk-unavailable = The database cannot be read just now. Nothing was changed; try again in a moment.
desk-not-staff = The desk is for coaches and admins, and you are neither at the moment. An admin can look at your role.
desk-unsigned = There was no valid signature from Telegram, or it is out of date. Close this and open it from Telegram again.
desk-link-unknown = There is no such link; perhaps it was not copied whole. Send /desk in Telegram for a new one.
desk-link-used = This link has been used. Send /desk in Telegram for another.
desk-link-expired = This link has expired. Send /desk in Telegram for another.

desk-filters = Filters
desk-group = Group
desk-any-group = All
desk-any = Any
desk-period = Period
desk-days =
    { $days ->
        [0] All time
       *[other] Last { $days } days
    }
desk-lang = Language
desk-persona = Type of customer
desk-objection = Objection
desk-show = Show
desk-comma = {", "}
desk-colon = {": "}

desk-nobody-coach = There is nobody in your groups yet. /invite brings them in; once they practise, you see them here.
desk-nobody-admin = Nobody has practised yet.
desk-weakest-head = What to work on first
desk-weakest =
    The weakest step is “{ $step }”: { $share } of its points on average ({ $people ->
        [one] 1 person
       *[other] { $people } people
    }).
desk-weakest-who = Most in need of help with it: { $who }.
desk-worst = Hardest to handle: { $persona }, { $objection }; { $score } points on average in { $talks } talks.
desk-no-scores = There are no scores in this period.
desk-waiting = Awaiting review
desk-appeals =
    { $count ->
        [one] 1 appeal
       *[other] { $count } appeals
    }
desk-unread = Talks without a comment yet
desk-points =
    { $score ->
        [one] 1 point
       *[other] { $score } points
    }
desk-nothing-waits = You have seen it all.
desk-people = Trainees and steps
desk-people-how = Lowest mean first. The trend looks at the last { $fewest } talks; a to g are the handbook's seven steps, with the share of points won.
desk-trainee = Trainee
desk-last-week = 7 days
desk-last-month = 30 days
desk-mean = Mean
desk-trend = Trend
desk-spark = The last few: { $scores }
desk-way =
    { $way ->
        [up] rising
        [down] falling
        [steady] steady
       *[early] too few to tell
    }
desk-all = All
desk-idle =
    { $count ->
        [one] 1 has not practised:
       *[other] { $count } have not practised:
    }{" "}
desk-pairs = Objections and customers
desk-pairs-how = Mean score and number of talks; pairs with fewer than { $few } have no colour.
desk-of-talks =
    { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    }

desk-talks-of = Talks of { $name }
desk-when = When
desk-customer = Customer
desk-outcome = Outcome
desk-outcome-of =
    { $outcome ->
        [agreed] agreed
        [deferred] deferred
        [lost] lost
        [left] left early
       *[open] not finished
    }
desk-score = Score
desk-exam = exam
desk-private = private
desk-no-talks = No talks match this.
desk-pages = Pages
desk-newer = ‹ Newer
desk-older = Older ›

desk-person-head =
    { $count ->
        [one] 1 scored talk
       *[other] { $count } scored talks
    }{ $grouped ->
        [yes] , in { $groups }
       *[no] , in no group
    }
desk-levels = The seven steps
desk-levels-how = The level is the mean of the last { $over } talks.
desk-step = Step
desk-level = Level
desk-last-scores = Latest scores: { $scores }
desk-gain-new = With customers met for the first time: { $signed } points, later half against earlier ({ $count } customers).
desk-gain-known = With customers met again: { $signed } points against the first time ({ $count } talks).
desk-all-talks = All talks

desk-private-talk = This talk was held in private. Beyond the fact that it took place, only the trainee can see its words and its score.
desk-concern = The real concern: { $concern }
desk-jump = Jump to
desk-jump-slips = Mistakes:
desk-jump-turning = Turning point:
desk-jump-card = Score card
desk-turn = Reply { $turn }
desk-compare = Compare with
desk-compare-none = nothing
desk-compare-model = Model conversation
desk-compare-try = { $day } ({ $score })
desk-before = Last time with this customer, { $day }: { $score } points; this time { $change }.
desk-transcript = Transcript
desk-customer-says = Customer:
desk-trainee-says = Trainee:
desk-turning = turning point
desk-slip = mistake −{ $cost }
desk-interrupted = cut in
desk-moves = What this reply does
desk-meter =
    { $meter ->
        [trust] Trust
        [patience] Patience
       *[interest] Interest
    }
desk-state = Customer is
desk-nothing-said = It ended before anything was said.
desk-not-understood = This talk was stored by another version and cannot be read by this one.
desk-card = Score card
desk-cards = Scored again: { $scores }
desk-card-hint = Took a hint
desk-card-retry = Took this reply back and said it anew
desk-card-old = { $score } points. The rubric has changed since, so the points cannot be shown one by one; duilian rescore scores the talk by the present one.
desk-no-card = No score yet: the talk is not over, or its trainee has not seen it.
desk-advice = The one thing to change: { $advice }
desk-losses = Points lost
desk-unrated = not rated
desk-verdict =
    { $verdict ->
        [yes] Done:
        [part] Done in part:
        [no] Not done:
       *[unrated] Not rated:
    }
desk-ruled =
    { $by ->
        [coach] corrected by the coach
       *[appeal] upheld on appeal
    }
desk-appeal =
    { $state ->
        [open] Appeal waits
        [upheld] Appeal upheld
       *[refused] Appeal refused
    } ({ $day }): { $criterion }
desk-appeal-note = The coach says: { $note }
