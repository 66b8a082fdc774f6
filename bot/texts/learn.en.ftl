# The page of the desk where the machine is taught: what it learns, training, the comparison, going live and back.

learn-name = Learning
learn-how = Replies that coaches corrected, or that were upheld on appeal, are learnt once an admin says so. What was learnt is compared with what is in use before it goes live, and can be taken back at any time.
learn-proposals =
    { $count ->
        [0] For you to decide
       *[other] For you to decide ({ $count })
    }
learn-no-proposals = Nothing waits. Replies whose moves a coach corrects, and those that an upheld appeal names, appear here.
learn-choose = Choose { $name }
learn-in-talk = Reply { $turn }, in its talk
learn-opening = (The first reply, to the customer's opening)
learn-read = Read as
learn-coach = { $name } says
learn-reason = Why
learn-from-appeal = from an appeal
learn-which = Which move was missed?
learn-unclear = The criterion was met, but it goes by more than a move, so it does not say what this reply does.
learn-say-moves = Correct the moves of this reply
learn-accept = Learn what is chosen
learn-refuse = Do not learn it
learn-earlier = ‹ Earlier
learn-later = Later ›
learn-undecided =
    { $why ->
        [move] Not taken: of one reply it is not known which move was missed. Choose it, correct the reply's moves, or do not learn it.
       *[gone] Not taken: choose at least one reply. If you did, somebody has decided about it or taken the correction back; this is what is left.
    }
learn-decided = Decided
learn-none-decided = Nothing has been decided yet.
learn-learnt =
    { $count ->
        [one] One of them has been learnt by what is in use.
       *[other] { $count } of them have been learnt by what is in use.
    } To have that unlearnt, first go back below, then undo it here.
learn-undoable =
    { $count ->
        [one] One that can be undone
       *[other] { $count } that can be undone
    }
learn-fate =
    { $fate ->
        [accepted] to be learnt
       *[refused] not to be learnt
    }
learn-decided-by = { $name }, { $at }
learn-undo = Undo what is chosen

learn-training = Training
learn-ready =
    { $count ->
        [one] One reply is accepted and will be learnt
       *[other] { $count } replies are accepted and will be learnt
    } beside the examples that there are. It takes minutes of the processors; the bot and the desk go on as ever, and you may close this page{ $told ->
        [yes] : you will be told in Telegram
       *[no] {""}
    }.
learn-train = Train
learn-unmeasured = Training is not possible here: there are no labelled replies to measure it by ({ $path }). Set content.measures to their folder and restart.
learn-state =
    { $state ->
        [running] The training that { $name } began at { $at } is running, with { $count ->
            [one] one reply
           *[other] { $count } replies
        }: { $stage ->
            [reading] reading the examples (step 1 of 3)
            [measuring] comparing on the measuring sets (step 2 of 3)
           *[coaches] comparing with the coaches (step 3 of 3)
        }.
        [done] The training that { $name } began at { $at } is done, with { $count ->
            [one] one reply
           *[other] { $count } replies
        }. It is not live; have a look and decide.
        [live] What { $name } had trained at { $at }, with { $count ->
            [one] one reply
           *[other] { $count } replies
        }, was let go live by { $decider } as number { $head }.
        [dropped] What { $name } had trained at { $at } did not go live; { $decider } decided so.
        [stopped] The training that { $name } began at { $at } was stopped by { $decider }. Nothing has changed; it can be started again.
        [lost] The training that { $name } began at { $at } broke off: for more than two minutes there was no sign of it, perhaps for a restart. Nothing has changed; it can be started again.
       *[crashed] The training that { $name } began at { $at } was not finished; the log says why. Nothing has changed; it can be started again.
    }
learn-look-again = See how far it is
learn-stop = Stop it
learn-compared = Compared with what is in use
learn-sets = On what
learn-replies = Replies
learn-micro = F1, all labels together
learn-macro = F1, mean of the moves
learn-verdict = Change
learn-is =
    { $verdict ->
        [worse] worse
        [better] better
       *[same] the same
    }
learn-f1 = F1 is 1 where nothing is missed and nothing wrongly read, and 0 where nothing is read rightly. Before the arrow stands what is in use, behind it what was learnt; a fall of more than 0.005 is called worse. For the agreement with coaches, each reply is read by a head that has not learnt its talk.
learn-set =
    { $name ->
        [plain] Ordinary replies
        [hard] Hard replies
        [short] Short replies
        [talks] Whole talks
       *[other] { $name }
    }, { $lang ->
        [zh] Chinese
       *[en] English
    }
learn-coaches = Agreement with coaches
learn-no-coaches = Agreement with coaches cannot be measured yet: all that is to be learnt is from a single talk.
learn-moves-of =
    { $title }: { $count ->
        [one] one move changes notably
       *[other] { $count } moves change notably
    }
learn-move =
    { $move }: { $change }, in { $replies ->
        [one] one reply
       *[other] { $replies } replies
    }
learn-is-worse = Worse: { $titles }.
learn-live = Go live
learn-drop = Do not go live
learn-worse = It is not live yet. What was learnt is worse here: { $titles }. If it shall be used all the same, say so once more; you can go back at any time.
learn-even-worse = Go live although it is worse
learn-not-yet = Not now
learn-note =
    { $count ->
        [one] one reply that a coach judged
       *[other] { $count } replies that coaches judged
    }
learn-fault =
    { $why ->
        [runs] Not started: another training is running. Wait until it is done.
        [nothing] There is no accepted reply to learn yet.
        [unmeasured] Not started: there are no labelled replies to measure it by.
        [other] Not live: it was compared with another one, which has been replaced since. Please train again.
        [changed] Not live: some of the replies that it learnt have been undone, corrected again or removed since. Please train again.
       *[gone] Not done: somebody has decided already, or it is gone. This is how it stands.
    }

learn-heads = What was in use
learn-heads-how = The first is in use; every bot reads by it within seconds. Going back is kept here too, and nothing is lost.
learn-own = what came with the program
learn-in-use = in use
learn-back = Go back to it
learn-back-to = Go back to number { $number }
learn-did =
    { $what ->
        [accept] Noted: it will be learnt with the next training.
        [refuse] Noted: it will not be learnt. The correction itself stands.
        [undo] Undone: it waits for a decision again.
        [train] The training has begun.
        [stop] The training is stopped.
        [live] It is live; every bot reads by it within seconds.
        [drop] It does not go live; nothing has changed.
       *[back] Gone back; every bot reads by it within seconds.
    }
learn-told =
    { $how ->
        [done] The machine has finished learning, and nothing is live yet: see at the desk, under Learning, what gets better and what worse, and decide.
       *[failed] The machine did not finish learning, and nothing has changed. At the desk, under Learning, you can start again.
    }
