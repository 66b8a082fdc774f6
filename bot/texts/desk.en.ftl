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

desk-button = Desk
desk-name = Duilian coach's desk
desk-skip = Skip to the content
desk-nav = Main pages
desk-overview = Overview
desk-talks = Talks
desk-sign-out = Sign out
desk-sign-out-everywhere = Sign out on all devices
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
desk-fault = Something went wrong, and nothing was changed. Try once more; if it keeps happening, tell your admin.
desk-knocked = Too many tries. Come back in ten minutes.
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
    The weakest step is "{ $step }": { $share } of its points on average ({ $people ->
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
desk-page-before = ‹ Before
desk-page-next = Next ›
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
desk-gain-new = With customers met for the first time: { $signed } points, later half against earlier ({ $count ->
        [one] 1 customer
       *[other] { $count } customers
    }).
desk-gain-known = With customers met again: { $signed } points against the first time ({ $count ->
        [one] 1 talk
       *[other] { $count } talks
    }).
desk-all-talks = All talks

desk-private-talk = This talk was held in private. Beyond the fact that it took place, only the trainee can see its words and its score.
desk-concern = The real concern: { $concern }
desk-jump = Jump to
desk-jump-slips = Mistakes:
desk-jump-turning = Turning point:
desk-jump-card = Score card
desk-turn = Reply { $turn }
desk-compare = Compare with
desk-compare-none = stop comparing
desk-compare-model = Model conversation
desk-compare-try = { $day } ({ $score })
desk-compare-other = Another try…
desk-others = Choose a try to compare with
desk-others-whose = Whose
desk-others-all = Everybody’s ({ $count })
desk-others-person = { $name } ({ $count })
desk-others-sort = Order
desk-others-newest = Newest first
desk-others-best = Best first
desk-others-none = There is no other talk with this customer to compare with.
desk-side =
    { $side ->
        [this] This talk
        [model] Model
       *[other] The other
    }
desk-both-head = Two talks compared
desk-total = Score
desk-turning-point = Turning point
desk-mistakes = Mistakes
desk-criterion = Criterion
desk-gap = Difference
desk-gaps = Where they differ
desk-gaps-how = The difference is what this talk has more than the other. What is not rated on one side is not compared.
desk-gaps-none = Every criterion came out the same.
desk-gaps-same =
    { $count ->
        [one] 1 criterion that is the same or cannot be compared
       *[other] { $count } criteria that are the same or cannot be compared
    }
desk-gaps-old = One of the two was scored by an older rubric, so the criteria cannot be compared one by one.
desk-back-to-talk = Back to the talk
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
desk-found =
    { $by ->
        [coach] coach
        [appeal] on appeal
        [moves] with moves corrected
       *[machine] machine
    } { $rated ->
        [yes] { $points }/{ $of }
       *[no] not rated
    }
desk-appeal =
    { $state ->
        [open] Appeal waits
        [upheld] Appeal upheld
       *[refused] Appeal refused
    } ({ $day }): { $criterion }
desk-appeal-note = The coach says: { $note }

desk-admin = The admin
desk-whole = About the whole talk
desk-comment-words = Your comment; the trainee gets it at once
desk-answer = Answer
desk-answer-words = Your answer; the trainee gets it at once
desk-send = Send
desk-moves-which = What does this reply do? Tick all that it does and nothing else
desk-why = Why? The trainee can read this
desk-correct = Correct
desk-correct-points = Correct the points
desk-no-share = Choose first whether it was met, half met or not met.
desk-corrected =
    { $state ->
        [withdrawn] Correction taken back
       *[stands] Corrected by a coach
    }
desk-history = Record of corrections and appeals
desk-history-state =
    { $kind ->
        [appeal] Appeal { $state ->
            [refused] refused
            [replaced] upheld, changed since
           *[stands] upheld
        }
       *[correction] { $state ->
            [withdrawn] Taken back
            [replaced] Changed since
           *[stands] Holds
        }
    }
desk-history-ended = taken back by { $name }, { $at }
desk-note = A word to the trainee (optional)
desk-did =
    { $what ->
        [comment] Your comment is on its way to the trainee.
        [answer] Your answer is on its way to the trainee.
        [withdraw] The correction is taken back and the talk scored again; the trainee will be told.
        [rule] The appeal is decided; the trainee will be told.
        [ask] They have been asked to score it blind.
        [blind] Your score is kept; now you can see what the machine and others say.
       *[moves] Corrected, and the talk scored again; the trainee will be told.
    }
desk-export = Download
desk-export-as =
    { $form ->
        [html] Report (HTML)
        [pdf] Report (PDF)
        [csv] Talks (CSV)
        [turns] Replies (CSV)
        [visit] Visit record (PDF)
        [xapi] xAPI statements
        [json] JSON
       *[jsonl] JSON Lines
    }

desk-assign = Assign
desk-assign-to = Assign practice to { $name }
desk-assign-new = Assign practice
desk-assign-whom = To whom
desk-choose = Please choose
desk-assign-what = What
desk-assign-customers = Customers (to talk to, or for a certificate)
desk-assign-drills = Drills
desk-assign-step = The step (only where a step is to be brought up)
desk-assign-mode = How to talk to the customers
desk-assign-least = Score or percent to reach (empty: customers and drills just done, a step 80%, a certificate 70 points)
desk-assign-due = Due on (empty: no date)
desk-assign-note = A word to go with it (optional)
desk-assign-give = Assign
desk-assign-done =
    { $done ->
        [yes] done
       *[no] not done yet
    }
desk-unassignable =
    { $why ->
        [nobody] Not assigned: choose a person, or a group with somebody in it.
        [subjects] Not assigned: choose 1 to { $subjects } customers or drills, or one step; what has just been withdrawn cannot be chosen.
        [least] Not assigned: the score must be 0 to 100, for a step at least 1.
        [note] Not assigned: the note is too long; { $most } characters at most.
       *[due] Not assigned: the date must look like 2026-03-31 and not be past.
    }

desk-agreement = Agreement
desk-agreed = Coaches and the machine
desk-agreed-how = Whenever it was and whoever the customer.
desk-agreed-later = Many talks were judged, and reckoning them takes some seconds: open Agreement.
desk-agreed-see = How it is reckoned, and blind scores
desk-agreement-how = How far coaches and the machine agree beyond chance: κ is 1 for full agreement and 0 for what chance gives. Below ten pairs there is no interval; where all judgements are the same there is no κ.
desk-agreement-none = Nothing to compare yet: what counts is talks that a coach commented on, corrected or scored blind.
desk-agreement-over =
    { $count ->
        [one] Over 1 judgement.
       *[other] Over { $count } judgements.
    }
desk-agreement-steps = Points by step
desk-agreement-moves = Moves
desk-agreement-machine = { $name } and the machine (blind)
desk-agreement-pair = { $one } and { $other } (blind)
desk-move = Move
desk-interval = 95% interval
desk-same = Same

desk-ask = Ask others to score this blind
desk-ask-whom = Whom? They see nobody's score until they have given theirs
desk-ask-button = Ask them
desk-nobody-asked = Choose at least one coach.
desk-blind-tag = score it blind
desk-blind-waiting = For you to score blind
desk-unscored =
    { $count ->
        [one] 1 talk waits for your blind score; until then it is
       *[other] { $count } talks wait for your blind score; until then they are
    } in no mean and no file.
desk-blind-head = Your own score
desk-blind-how = Please score this talk yourself. Until you have, you see neither the machine's score nor anybody else's; once given it cannot be changed.
desk-blind-give = Give this score
desk-not-blind =
    { $why ->
        [seen] Somebody has commented on or corrected this talk already, which would not be blind. Nobody was asked.
        [unasked] Nobody asked you to score this talk blind.
        [given] You have scored this talk already.
       *[shares] Not taken: choose one answer for every question.
    }

desk-customers = Customers
desk-customers-head = Customer check-up
desk-customers-see = Customer check-up: is it the people, or the customer?
desk-customers-how = Lowest mean first. Won are talks that ended in agreement. Customers with fewer than { $few } talks have no colour; private talks, and those whose trainee has not seen the score, are left out.
desk-people-count = People
desk-won = Won
desk-stop = .
desk-health-head = Where the trouble looks like the customer
desk-health-how = Everybody is held against themselves: missed with this customer, met with others. Nothing is said of fewer than { $fewest } people who talked to both. There are many comparisons, so only what chance does not explain and what differs by enough is listed: were it all chance, one look in twenty at this page would show anything. Where all are weak everywhere the customer is not to blame; see the overview.
desk-health-none = No customer shows any trouble.
desk-health-well = Nothing shows. It takes at least { $fewest } people who talked to this customer and to others.
desk-health-missed =
    Here { $people } people missed it in { $here } of their talks; the same people, with other customers, in { $elsewhere }. By chance it would be { $low } to { $high } here.
desk-health-doubted = It was disputed in talks of { $people } people, which is rare with other customers:{" "}
desk-health-doubt =
    { $doubt ->
        [open] { $count ->
            [one] 1 appeal waits
           *[other] { $count } appeals wait
        }
        [upheld] { $count } upheld
        [refused] { $count } refused
       *[corrected] { $count } corrected by coaches
    }
desk-health-became =
    { $doubt ->
        [open] appeal waits
        [upheld] appeal upheld
        [refused] appeal refused
       *[corrected] corrected by a coach
    }
desk-health-points =
    { $what ->
        [misjudged] Rulings and corrections say that the machine gets it wrong here: look at how trainees put it, and add such examples.
        [undecided] Decide the appeals that wait first; then it shows on which side the mistake is.
        [unclear] Most appeals were refused, yet people cannot see why: do the customer's lines, or the words of the criterion, mislead?
        [closed] Hardly anybody meets it: does this customer leave any occasion to?
       *[hard] Those who manage elsewhere do not here: do the customer's lines and answers lead them astray?
    }
desk-health-talks = Talks with this customer
desk-health-last = Missed lately:{" "}
desk-health-tag = looks like the customer
desk-health-criteria = Criterion by criterion
desk-health-criteria-how = The share that missed it, each person counting once. “Here” and “elsewhere” are the same people; “by chance” holds 95 of 100 cases if this customer is as hard as others, and is not given below { $fewest } people. Last, talks that missed it of those that rated it.
desk-health-criterion = Criterion
desk-health-here = Here
desk-health-elsewhere = Elsewhere
desk-health-usual = By chance
desk-health-doubts = Appeals and corrections
desk-health-undoubted = None yet.
desk-health-pairs-how = Mean score; below it talks, people, and the share won. Pairs with fewer than { $few } talks have no colour.
desk-pair-of =
    { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    } · { $people ->
        [one] 1 person
       *[other] { $people } people
    } · { $won } won
desk-defeated = Whom they defeat: people who never came to an agreement
desk-defeated-by =
    { $score } in { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    }
desk-and-more = , and { $count } more
desk-customer-talks =
    { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    } by { $people ->
        [one] 1 person
       *[other] { $people } people
    }
desk-customer-mean =
    mean { $score ->
        [one] 1 point
       *[other] { $score } points
    }
desk-customer-won = { $won } won
desk-endings = Where talks ended
desk-endings-how = The customer's state before the last reply; of those who left, the state that they left in. Where most were not won comes first.
