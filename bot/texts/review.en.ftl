# Coaches looking at talks: comments, corrections, appeals; and what the trainee hears of it.

list-comma = {", "}
card-machine = Some of this was judged by a coach. The machine's own score is { $machine }.
card-moves-corrected = Replies as the coach reads them: { $turns }
card-corrected = {"  "}Corrected by the coach: { $reason }
picture-corrected =
    { $count ->
        [one] One correction
       *[other] { $count } corrections
    } (machine: { $machine })

share =
    { $level ->
        [full] met
        [part] half met
        [none] not met
       *[unrated] not rated
    }

correction-head =
    { $withdrawn ->
        [yes] Your talk with { $person }: { $coach }, your coach, took a correction back.
       *[no] Your talk with { $person }: { $coach }, your coach, corrected a judgement.
    }
correction-turn = Reply { $turn }: "{ $quote }"
correction-moves = It counts as: { $moves }
correction-criterion = { $asks }
correction-share = The coach says: { $share }
correction-reason = Why: { $reason }
correction-score =
    { $change ->
        [none] The score stays at { $after }.
       *[some] The score was { $before } and is now { $after }.
    }

comment-from-coach =
    { $turn ->
        [0] { $name }, your coach, on your talk with { $person }:
       *[other] { $name }, your coach, on reply { $turn } of your talk with { $person }:
    }
comment-from-trainee =
    { $turn ->
        [0] { $name } answers what you wrote about the talk with { $person }:
       *[other] { $name } answers what you wrote about reply { $turn } to { $person }:
    }
comment-quote = "{ $quote }"
comment-answers = (to: { $quote })
answer-button =
    { $to ->
        [coach] Answer the coach
       *[trainee] Answer the trainee
    }
answer-ask = What would you like to say? One message is enough.
answer-sent =
    { $to ->
        [coach] The coach will see it.
       *[trainee] Sent to the trainee.
    }
answer-busy = You are talking to { $person }, who hears whatever you type. Use Telegram's "Reply" on that comment, and only its author sees what you write.
answer-gone = That comment is no longer there; nothing was sent.

review-open = Open the talk
review-staff = Reviewing talks is for coaches. /practice picks a customer to talk to.
review-untapped = Reviewing needs buttons: send /review in Telegram.
review-busy = Finish your own talk first (or /quit), then review others.
review-list =
    { $shown ->
        [0] There is no talk to review yet. One is here as soon as a trainee has finished it and seen the score card.
       *[other]
            { $appeals ->
                [one] 1 appeal
               *[other] { $appeals } appeals
            } to decide; { $new } of { $talks } talks not reviewed yet. The number opens it.
    }
review-unwell =
    ⚕ { $person } ({ $title }), “{ $asks }”: this looks like the customer. { $sentence }{ $more ->
        [0] {""}
        [one] {" "}One more customer looks unwell.
       *[other] {" "}{ $more } more customers look unwell.
    } (More under Customers in /desk.)
review-appeal-line = { $number }. ⚖ { $trainee } appeals: { $person }, { $at }
review-line =
    { $number }. { $seen ->
        [yes] ○
       *[no] ●
    } { $trainee } with { $person }, { $at }, score { $score }
review-line-blind = { $number }. ◌ { $trainee } with { $person }, { $at }, to be scored blind
review-head = { $trainee } with { $person } ({ $scenario }), { $at }
review-step = { $id } { $name }  { $percent }%
review-turn = { $trainee }, reply { $turn } of { $turns }
review-customer = 👤 { $person }: { $line }
review-trainee = 🗣 { $trainee }: { $reply }
review-moves = Does: { $moves }
review-by-machine = The machine: { $found }
review-beside = { $line } (machine { $points })
review-corrected-by = Corrected by { $name }: { $text }
review-upheld = Upheld on appeal by { $name }
review-upheld-by = Upheld on appeal by { $name }: { $text }
review-comment-by = 💬 { $name }: { $text }
review-somebody = a coach
review-meter =
    { $meter ->
        [trust] Trust
        [patience] Patience
       *[interest] Interest
    }{"\u00A0"}{ $before }{"\u00A0"}→{"\u00A0"}{ $after }
review-state =
    { $changed ->
        [yes] State: { $before } → { $after }
       *[no] State: { $after }
    }
review-criterion = { $points }/{ $of }  { $reason }
review-unrated = not rated  { $asks }
review-section = Handbook { $section }
review-criteria-ask = Score { $score }. The number opens a criterion, which can be corrected there.
review-before = ‹ Previous
review-next = Next ›
review-comment =
    { $turn ->
        [0] Comment
       *[other] Comment on this
    }
review-correct-moves = Correct moves
review-criteria = Criteria
review-see-appeal = ⚖ The appeal
review-withdraw = Take the correction back
review-back = To the list
review-to-talk = Back to the talk
review-onward = Go on
review-leave = Leave it
review-comment-ask =
    { $turn ->
        [0] What do you want to say about the talk? One message; { $trainee } gets it at once.
       *[other] What do you want to say about reply { $turn }? One message; { $trainee } gets it at once.
    }
review-commented = Sent to { $trainee }.
review-tick =
    Reply { $turn } by { $trainee }:
    "{ $reply }"

    What does it do? Tick all of it, and untick what it does not.
review-ticked =
    { $count ->
        [one] Just this one ›
       *[other] These { $count } ›
    }
review-tick-first = Tick the moves first and go on with the button below them; then say why.
review-why = Why? One message, which the trainee can read.
review-share-why = Corrected to "{ $share }". Why? One message, which the trainee can read.
review-corrected =
    { $change ->
        [none] Corrected; { $trainee }'s score stays at { $after }.
       *[some] Corrected; { $trainee }'s score was { $before } and is now { $after }.
    }
review-withdrawn =
    { $change ->
        [none] Taken back; the score stays at { $after }.
       *[some] Taken back; the score was { $before } and is now { $after }.
    }
review-appeal-head = ⚖ { $trainee } says that this was done:
review-verdict =
    { $verdict ->
        [upheld] Uphold
       *[refused] Refuse
    }
review-note =
    { $verdict ->
        [upheld] The appeal will be upheld. A word to the trainee?
       *[refused] The appeal will be refused. Tell the trainee why.
    }
review-silent = No word, just decide
review-decided =
    { $verdict ->
        [upheld]
            { $change ->
                [none] Upheld; { $trainee }'s score stays at { $after }.
               *[some] Upheld; { $trainee }'s score was { $before } and is now { $after }.
            }
       *[refused] Refused; { $trainee }'s score stays at { $after }.
    }
review-decided-before = Somebody has decided that appeal already.
review-only-refuse = The talk cannot be scored again now (the customer or the rubric has changed), so the appeal can only be refused.
review-gone = That talk can no longer be seen; nothing was changed.
review-recorded = This goes by the record (what was picked, how it ended) and is not read out of words, so it cannot be corrected.
review-not-asked = Today's rubric does not ask this of the talk.
review-not-scored = The talk cannot be scored again now (the customer or the rubric has changed), so nothing was corrected.
review-no-moves = Tick at least one; if it does nothing at all, tick "other".
review-no-turn = There is no such reply in the talk.
review-no-share = A share is between 0 and 1.
review-no-reason = A correction needs a reason.
review-empty = A comment needs words.
review-too-long = Too long: 1500 characters at most. Nothing was sent.
review-withdrawn-before = That correction was taken back before.
review-unshown = That talk cannot be opened: its customer is gone, or it was kept by another version.
review-blind = You were asked to score this talk blind: do so first, at the desk (/desk), then see what the machine and others say.
blind-asked = { $name } asks you to score a talk with { $person } blind, without sight of the machine's score or anybody else's. It is done at the desk: /desk

digest-head = The week of { $first } to { $last }
digest-group = { $name }:{ " " }
digest-everybody = All trainees:{ " " }
digest-part =
    { $group }{ $practised ->
        [0] { $people ->
            [one] 1 person, who did not practise
           *[other] none of { $people } practised
        }{ $before ->
            [0] { "" }
            [one] ; there was 1 talk the week before
           *[other] ; there were { $before } talks the week before
        }
       *[other] { $practised } of { $people } practised, { $talks ->
            [one] 1 talk
           *[other] { $talks } talks
        }
    }
digest-mean =
    Mean score { $score }{ $known ->
        [yes] , the week before { $before } ({ $signed })
       *[no] { "" }
    }
digest-weakest = Weakest step: { $step }, { $share } of its points
digest-who = Practised: { $who }
digest-idle = Did not practise: { $who }
digest-name = { $name }
digest-person =
    { $name } { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    }
digest-scored =
    { $who } at { $score }{ $known ->
        [yes] { " " }({ $signed })
       *[no] { "" }
    }
digest-more = { $who } and { $count } more
digest-due =
    Assignments due within a week: { $shown ->
        [0] { $count ->
            [one] 1 person
           *[other] { $count } people
        }
       *[other] { $who }
    }
digest-late =
    Due last week and not done: { $shown ->
        [0] { $count ->
            [one] 1 person
           *[other] { $count } people
        }
       *[other] { $who }
    }
digest-groups-left =
    { $count ->
        [one] There is 1 more group than fits here.
       *[other] There are { $count } more groups than fit here.
    }
digest-waiting = For you to look at: { $what }
digest-appeals =
    { $count ->
        [one] 1 appeal
       *[other] { $count } appeals
    }
digest-unread =
    { $count ->
        [one] 1 talk not reviewed yet
       *[other] { $count } talks not reviewed yet
    }
digest-blind =
    { $count ->
        [one] 1 talk to score blind
       *[other] { $count } talks to score blind
    }
digest-review = Review talks
digest-stop = No more digests
digest-again = Send digests after all
digest-on = Weekly digest: on. One message each Monday morning: who practised and who did not, how that compares with the week before, and what waits for you. If there is nothing to tell, none comes.
digest-off = Weekly digest: off.
