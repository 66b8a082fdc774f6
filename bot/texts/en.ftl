# What the interface says. One message, one meaning; variables stand in braces.

welcome =
    Hello { $name }! This is Duilian, where you practise handling objections: you talk to a customer and get a score card that traces every point to something you said.
    Start with somebody who is easy to talk to: { $person }.
welcome-button = Meet { $person } ›
welcome-back = Good to see you again, { $name }.
bot-about = Practise handling objections with customers, and get a score that is traced to your own words.
bot-description =
    Duilian: practise handling objections in a chat.

    Customers of four types with five kinds of objections haggle, dodge and come round. You type, they answer, and afterwards a score card traces every point to something you said.
    Press Start and meet somebody who is easy to talk to.

help =
    BEFORE A TALK
    /practice  pick a customer and begin
    /exam  the same without help: no hints, nothing taken back, alike for everybody
    /private  keep this talk from the coach
    /drill  short exercises, ten items a round

    DURING A TALK
    /hint  a hint: the principle, then a direction, then an example; you see what each costs first
    /why  what was good or bad about your last reply; /why on says it after each, /why off stops that
    /undo  take your last reply back, once a talk, at a cost
    /status  where the talk stands
    /quit  end the talk and see the score

    AFTER A TALK
    /whatif  go back to a reply and try another
    /appeal  you did do something that lost points: ask the coach to look
    /rubric  how you are scored
    /progress  how you are getting on, and whom to meet next
    /goal  set yourself a goal

    ABOUT YOU
    /language  Chinese or English
    /reminders  reminders after a long break, and of what is due: on or off
    /mydata  have all that is kept of you sent to you
    /forget  have all that is kept of you removed
    /help  this list

    Anything else you type is said to the customer.
help-unknown = There is no command "{ $command }". These are the ones:

# Where there are buttons they can be tapped; in a terminal there is only typing.
tap-one =
    { $channel ->
        [terminal] Type
       *[telegram] Tap one or reply with
    }
tap-it =
    { $channel ->
        [terminal] Type
       *[telegram] Tap it or reply with
    }
or-tap =
    { $channel ->
        [terminal] { "" }
       *[telegram] , or tap
    }

menu =
    { $count ->
        [one] Pick a customer:
       *[other] Pick a customer. { tap-one } a number.
    }
menu-line = { $number }. { $person }, { $title } · { $company }
    { "   " }{ $scenario }  { $stars }
menu-short = { $number }. { $person }
menu-label = { $number }. { $person } · { $scenario }
menu-page = Page { $page } of { $pages } ›
menu-page-before = ‹ Page { $page }
menu-home =
    { $mode ->
        [exam] Who is to examine you?
       *[practice] Who would you like to practise with?
    }
menu-next = Suggested: { $person }
menu-random = Anybody
menu-by =
    { $by ->
        [persona] By type of customer
        [objection] By objection
        [difficulty] By difficulty
       *[sells] By what you sell
    }
menu-all =
    { $count ->
        [one] The only one there is
       *[other] All { $count }
    }
menu-kind = { $kind } ({ $count })
menu-of = { $kind }
menu-level =
    { $level ->
        [1] Easy ★☆☆
        [2] Medium ★★☆
       *[3] Hard ★★★
    }
menu-sells =
    { $what ->
        [machines] Machine tools
        [tooling] Tooling and workholding
        [service] Service, refits, processes
        [automation] Automation and software
       *[equipment] Other equipment
    }
menu-back = ‹ Back
menu-empty = There are no customers in English yet. An admin has to add one first.

brief-head = Customer card  { $stars }
brief-person = { $person }, { $title }
brief-company = { $company }, { $place }: { $trade }
brief-known = What you know:
brief-people = In the room (who decides, and what each is after, is for you to find out):
brief-offer = You are selling: { $offer }
brief-task = Today: { $brief }

expect-ask = Getting ready, 1 of 2. Which kind of objection is most likely? { tap-one } numbers, several if you like ("1 3"). 0 skips, or just start talking.
proof-ask = Getting ready, 2 of 2. What do you bring? { tap-one } numbers, several if you like. Bringing the right thing beats bringing everything. 0 skips.
skip = Skip
picked = ✓ { $label }
pick-done =
    { $count ->
        [one] That one ›
       *[other] Those { $count } ›
    }
talk-begins = — The talk begins. { $person } hears everything you type. —
talk-resumed = — Where you left off. { $person } is waiting. —
talk-ended =
    { $outcome ->
        [agreed] — Agreed. —
        [deferred] — Put off for now. The talk is over. —
        [lost] — Lost. The talk is over. —
       *[left] — You ended the talk. —
    }
kind-ask = Looking back, 1 of 3. What kind of objection was it? { tap-one } its number; 0 skips.
concern-ask = Looking back, 2 of 3. What was really in the way? { tap-one } its number; 0 skips.
judge-ask = Looking back, 3 of 3. What sort of customer was this? { tap-one } numbers, several if you like ("1 2"); 0 skips.
judge =
    { $what ->
        [real] A real one: there is something now that this would solve
        [able] An able one: the money is there, and this person decides or puts it to those who do
        [growing] A growing one: more is in sight that can be counted or dated
        [all] All three
       *[none] None of them
    }
judge-alone = "All three" and "None of them" can only be picked alone.
choose-number = I didn't catch that. { tap-one } a number from { $from } to { $to }.
choose-one = I didn't catch that. { tap-it } { $number }.
key-early = "{ $key }" is for later, when you have your score card. For now, type a number from 1 to { $last }, 0 to skip, or what you want to say to the customer.
one-only = Only one, please.
talk-stopped-unheard = Fine. You hadn't said anything yet, so nothing is scored. /practice whenever you like.
talk-busy = You are in a talk with { $person }. Just go on; to change customers, /quit first.
busy-prepare = You are getting ready to see { $person }. To change customers, /quit first.
busy-diagnose = The talk with { $person } is over; only your verdict is missing.
talk-none = You are not talking to anybody. /practice picks a customer.
talk-expired = Your talk with { $person } was left too long and has ended. Here is the score.
talk-changed = { $person } has been rewritten since, so that talk ends here. This is the score so far.
talk-gone = That customer has been taken down, so the talk can't go on. /practice picks another.
scenario-unknown = There is no customer "{ $scenario }". { $near }
scenario-unfinished = "{ $scenario }" is not filled in yet, so trainees do not meet this customer. duilian check points at what is left.
scenario-near = Did you mean { $person } ({ $scenario })?
scenario-near-button = Meet { $person } ›
scenario-others = /practice shows who is there.
stale = That button is out of date.
too-fast = That was too much at once. Your last message does not count, nor does anything you send within the next minute. After that, just carry on; all that came before is still there.
talks-enough = You have begun { $limit } talks today, and that is the most for one day. Come back tomorrow; meanwhile there are drills (/drill) and your progress (/progress).
too-long-reply = That message is too long for the customer to read: { $limit } characters at most. It was not heard; break it up.
edit-late = { $person } has already heard the first version, so the change does not count. Go on from there.
card-gone = The customer or the scoring of this talk has been replaced since, so it cannot be shown point by point. Its score still counts in /progress.
card-button = Point by point
unseen-what =
    { $kind ->
        [sticker] cannot see stickers
        [picture] cannot see pictures
        [video] cannot watch videos
        [animation] cannot see animations
        [round] cannot watch video messages
        [contact] cannot see contacts
        [place] cannot see places on a map
        [poll] cannot see polls
        [dice] cannot see dice
        [game] cannot play games
        [document] cannot open files
        [audio] cannot listen to audio files
        [voice] cannot listen to voice messages
       *[other] cannot see this kind of message
    }
unseen =
    { $kind ->
        [long-voice]
            { $spoken_to ->
                [yes] That voice message is too long, and { $person } did not hear it. { $limit } seconds is the most; say it in parts.
               *[no] That voice message is too long. { $limit } seconds is the most.
            }
        [unheard]
            { $spoken_to ->
                [yes] I could not make out that voice message, and { $person } did not hear it. Say it again, or type it.
               *[no] I could not make out that voice message. Say it again, or type it.
            }
        [forwarded]
            { $spoken_to ->
                [yes] What is forwarded is not in your own words, and { $person } did not hear it. Say it your way.
               *[no] Forwarded messages do not count here. Type it yourself, or use a button.
            }
        [via]
            { $spoken_to ->
                [yes] Another bot wrote that for you, and { $person } did not hear it. Say it your way.
               *[no] What another bot writes for you does not count here. Type it yourself, or use a button.
            }
        [blank]
            { $spoken_to ->
                [yes] There is nothing to read in that message. { $person } saw nothing.
               *[no] There is nothing to read in that message.
            }
       *[other]
            { $spoken_to ->
                [yes] { $person } { unseen-what }. Please type what you want to say; that one does not count.
               *[no] I { unseen-what } here. Please type, or use a button. /help tells how it works.
            }
    }
unseen-beside =
    { $spoken_to ->
        [yes] { $person } { unseen-what } and has only your words.
       *[no] I { unseen-what } here and have only your words.
    }
heard = I heard: "{ $text }"
heard-how =
    { $pace ->
        [0] { $seconds } seconds
       *[other] { $lang ->
            [zh] { $seconds } seconds, about { $pace } characters a minute
           *[en] { $seconds } seconds, about { $pace } words a minute
        }
    }{ $count ->
        [0] .
        [one] ; one filler: { $fillers }.
       *[other] ; { $count } fillers: { $fillers }.
    }
heard-comma = {", "}
group-hello = I am the practice bot. Practice is one to one: the button below leads to our private chat.
group-open = Practise in private
group-button = Buttons do nothing here. Press it in our private chat.

remind = { $name }, it has been a while. One talk is enough to get back into it.
remind-next = The one to meet next is { $person }, { $title } · { $company }: { $scenario }
remind-talk = { $name }, it has been a while. Your last talk is still open, and the customer is waiting: just go on.
remind-start = Meet { $person }
remind-stop = Stop reminding me
remind-again = Remind me after all
remind-on = Reminders are on: after { $days } days without practice you get one, and only one; and one each the day before and the day after something assigned to you is due.
remind-off = Reminders are off. /reminders on brings them back at any time.
remind-none = No reminders are sent here.
back-again = Good to have you back. This is what could not reach you:

hint-head = Hint  { $step } ({ $section })
hint-example = For example: "{ $model }" Say it in your own words; copied, it earns nothing.
hint-first = Hints come in three levels: the principle, a direction, an example. Each has its price, and the score card lists it. The first is { hint-level }: { $cost ->
        [one] 1 point
       *[other] { $cost } points
    } off your score. /hint again to have it{ or-tap }.
hint-next = Next comes { hint-level }: { $cost ->
        [one] 1 point
       *[other] { $cost } points
    } off your score. /hint again to have it{ or-tap }.
hint-level =
    { $level ->
        [principle] the principle
        [direction] a direction
       *[example] an example
    }
hint-button = Show me { hint-level } (−{ $cost })
hint-all = That is all there is for this step. Back to the talk.
hint-prepare = Read the customer card and think what will be pushed back. Pick numbers, or just start talking.
hint-diagnose = Think of what kept coming back, and of the words after which things moved.

undo-done = Reply { $turn } is taken back; { $person } never heard it. It costs { $cost ->
        [one] 1 point
       *[other] { $cost } points
    }, and that was the one you had in this talk.
undo-said = Answer this again, from { $person }:
undo-used = You can take back one reply in a talk, and in this one you have.
undo-nothing = You haven't said anything yet, so there is nothing to take back.
undo-late = You have begun to look back; that reply stands.
undo-offer = Wish you hadn't said that last thing? /undo still takes it back, for { $cost ->
        [one] 1 point
       *[other] { $cost } points
    }.
undo-button = Take my last reply back (−{ $cost })

why-head = You said "{ $quote }", which was read as:
why-move = · { $name }  "{ $quote }"
why-perhaps = · perhaps { $name }  "{ $quote }" (not certain enough to cost you points, but { $person } took it that way)
why-unsure = · nothing that could be told for certain, so it counts neither way
why-nothing = You haven't said anything yet, so there is nothing to explain.
why-on = Comments on each reply: on. In practice, once the customer has answered, you are told what was good or bad about what you said; never in an exam. /why off turns this off.
why-off = Comments on each reply: off. It is all on the score card afterwards; /why tells you in between.
why-happened =
    { $what ->
        [FactTold] You brought a fact to light.
        [ConcernEased] You touched on what matters to { $person }.
        [FactGuarded] A good question, but { $person } doesn't trust you enough yet to answer it.
        [FactRepeated] You asked for something { $person } had already told you.
        [QuestionMissed] { $person } had nothing to say to that question.
        [AnswerRepeated] You had made that point before; it weighs no more the second time.
        [ExcuseRaised] { $person } came up with another objection.
        [SecondMet] You met what { $person } still had on their mind.
        [DiscountInvited] You moved on price, and { $person } pushed for more.
        [Interrupted] You cut in before { $person } had finished.
        [Repeated] Word for word what you had said before.
        [TooLong] Too long for { $person } to sit through.
        [TooShort] Too short to say anything.
        [Overlooked] There was a phrase that could be taken amiss; { $person } let it pass.
       *[Interrogated] Nothing but questions for several replies; it feels like an interrogation.
    }
why-change =
    { $what ->
        [trust-rose_much] trusts you a good deal more
        [trust-rose] trusts you a little more
        [trust-fell] is a little warier of you
        [trust-fell_much] trusts you much less
        [interest-rose_much] is much more interested
        [interest-rose] is a little more interested
        [interest-fell] is a little less interested
        [interest-fell_much] has lost interest
        [patience-rose_much] is much more at ease
        [patience-rose] is a little more at ease
        [patience-fell] is getting a little impatient
       *[patience-fell_much] is running out of patience
    }
why-comma = {", "}
why-felt = { $person } { $changes }.
why-unmoved = It made no difference to { $person }.

mode-is =
    { $mode ->
        [exam] This is an exam: no hints, nothing taken back, no comments until it is over, and the same customer for everybody.
       *[practice] This is practice: /hint, /why and /undo are there in the talk. /exam makes it an exam.
    }
mode-button =
    { $mode ->
        [exam] Make it an exam
       *[practice] Make it practice
    }
mode-settled =
    { $mode ->
        [exam] The talk has begun, and it is an exam.
       *[practice] The talk has begun, so it stays practice. /exam once it is over.
    }
exam-refuses = Not in an exam: hints, second tries and comments are for practice. You will see it all on the score card.

status-talk =
    Talking to { $person } ({ $scenario }): { $turns ->
        [one] 1 reply
       *[other] { $turns } replies
    } so far, { $limit } at most.
    Trust: { $trust }  Patience: { $patience }  Interest: { $interest }
status-prepare = Getting ready to see { $person } ({ $scenario }).
status-diagnose = The talk with { $person } is over; your verdict is awaited.
status-idle =
    { $talks ->
        [0] You haven't practised yet. /practice picks a customer.
        [one] You have practised once and scored { $score }. /practice for another.
       *[other] You have practised { $talks } times; the last score was { $score }. /practice for another.
    }
meter =
    { $level ->
        [high] high
        [middle] fair
       *[low] low
    }

language-ask = Which language?
language-set = English it is.
language-same = It is in English already.
language-open = The talk you are in keeps its language; the rest is in English now.

card-head = Score card  { $person } · { $scenario }
card-score = { $score } points  { $band }
card-outcome =
    { $outcome ->
        [agreed] Outcome: agreed
        [deferred] Outcome: put off
        [lost] Outcome: lost
        [left] Outcome: you left
       *[none] Outcome: not finished
    }
card-truth = This was a { $kind }. { $about }
card-concern = What was really in the way: { $concern }
card-people = In the room, and what each was after (✓ you spoke to it, ✗ you did not)
card-person-won = ✓ { $person }, { $title }{ $decides ->
    [yes] {" "}(who decides)
   *[no] { "" }
}: { $wants }
card-person-missed = ✗ { $person }, { $title }{ $decides ->
    [yes] {" "}(who decides)
   *[no] { "" }
}: { $wants }
card-step = { $id } { $name }  { $points }/{ $of }
card-step-unrated = { $id } { $name }  not rated this time
card-group = { $name }  { $points }/{ $of }
card-yes = ✓ { $reason }
card-upheld = ✓ { $reason } (Upheld on appeal.)
card-part = ◐ Only in part. { $reason }
card-no = ✗ { $reason }
card-untried =
    { $test ->
        [never] You said nothing of substance, so there was no price to hold.
       *[not_chased] You never asked what was behind the excuses.
    }
card-quote = { "  " }reply { $turn }: "{ $quote }"
card-mode =
    { $mode ->
        [exam] Mode: exam
       *[practice] Mode: practice
    }
card-private = Private: the coach can't see it
card-help = Help during the talk
card-hints =
    { $count ->
        [one] −{ $cost }  one hint: { $which }
       *[other] −{ $cost }  { $count } hints: { $which }
    }
card-hint =
    { $level ->
        [principle] the principle of "{ $step }" before reply { $turn } ({ $cost })
        [direction] a direction for "{ $step }" before reply { $turn } ({ $cost })
       *[example] an example of "{ $step }" before reply { $turn } ({ $cost })
    }
card-hint-comma = {"; "}
card-retry = −{ $cost }  reply { $turn } taken back and said anew
card-mistakes = Mistakes
card-uncounted = What did not count
card-mistake = −{ $cost }  { $reason }
card-turning = Turning point: reply { $turn }, "{ $quote }" (trust { $change }).
card-focus = One thing to do differently: { $advice }
card-model = You could say: "{ $model }"
card-focus-first = First thing to do differently: { $advice }
card-focus-also = And then: { $advice }
card-model-at = At reply { $turn } you could say: "{ $model }"
card-model-own = You said: "{ $bad }" What is wrong with it: { $why }
card-model-bad = Not this: "{ $bad }" What is wrong with it: { $why }
judged-head = Your verdict (✓ right  ✗ wrong  – not answered)
judged-kind-right = ✓ The kind of objection
judged-kind-wrong = ✗ The kind of objection: not a { $taken }. That would be this: { $about }
judged-kind-skipped = – The kind of objection
judged-why =
    { $what ->
        [price] { "  " }The complaint was "{ $said }"; the sum behind it, "{ $meant }". It is about price and what it buys: a price objection.
        [capability] { "  " }Out loud it was "{ $said }"; what would not go away was "{ $meant }". It doubts the product or those behind it: a capability objection.
        [false] { "  " }"{ $said }" was a way out, and no answer to it would have sold anything. How things stood was "{ $meant }": a false objection.
        [genuine] { "  " }"{ $said }" is direct and precise, and what it takes was said to your face: "{ $meant }". Nothing was behind it: a genuine objection.
       *[hidden] { "  " }Out loud it was "{ $said }", and answering that changed nothing. Kept back was "{ $meant }": a hidden objection.
    }
judged-concern-right = ✓ What was really in the way
judged-concern-wrong = ✗ What was really in the way: not "{ $taken }"
judged-concern-skipped = – What was really in the way
judged-trait =
    { $what ->
        [real-yes] { $mark } A real customer? Yes. { $why }
        [real-no] { $mark } A real customer? Not for now. { $why }
        [able-yes] { $mark } An able customer? Yes. { $why }
        [able-no] { $mark } An able customer? Not as things stand. { $why }
        [growing-yes] { $mark } A growing customer? Yes. { $why }
       *[growing-no] { $mark } A growing customer? Not that one can tell. { $why }
    }
stages-head = The three stages (Basics 8.3, no points)
stage-line =
    { $stage ->
        [opening] { $mark } Opening  { $reasons }
        [exchange] { $mark } Exchange  { $reasons }
       *[conclusion] { $mark } Conclusion  { $reasons }
    }
stage-reason =
    { $what ->
        [greeted-yes] you greeted or thanked the customer ({ $section })
        [greeted-no] no greeting and no thanks ({ $section })
        [heard_out-yes] you took the objection without hitting back ({ $section })
        [heard_out-no] you met the objection by arguing, pushing or brushing it off ({ $section })
        [asked_first-yes] you asked before you answered ({ $section })
        [asked_first-no] you did not ask first ({ $section })
        [used-yes] you made use of what you were told ({ $section })
        [used-no] you were told nothing, or made no use of it ({ $section })
        [step_agreed-yes] a next step was agreed ({ $section })
        [step_agreed-no] no next step was agreed ({ $section })
        [took_leave-yes] you took leave with thanks or a goodbye ({ $section })
       *[took_leave-no] no thanks or goodbye, or you parted in anger ({ $section })
    }
stage-comma = {"; "}
stage-unsure = not clear enough to say
stage-missing = the talk had no such part
card-before =
    { $change ->
        [0] The same as last time, { $last }.
       *[other] Last time { $last }; this time { $signed }.
    }
card-lately =
    { $change ->
        [0] The same as the mean of the { $count } before, { $mean }.
       *[other] The { $count } before had a mean of { $mean }; this time { $signed }.
    }
card-first = This is your first score card.
again-button = { $person } again
other-button = Somebody else
talk-hint-button = A hint
talk-undo-button = Undo a reply (−{ $cost })
card-next = /practice for another customer; /whatif (or just w) goes back to a reply of yours and tries another.

fit-head = How it went down with someone of the { $type } type
fit-suits = This is what such a person values.
fit-jars = Such a person does not like to hear this.

fab-head = How the product was told: feature → advantage → benefit
fab-link =
    { $move ->
        [feature] { "  " }feature, reply { $turn }: "{ $quote }"
        [advantage] { "  " }advantage, reply { $turn }: "{ $quote }"
       *[benefit] { "  " }benefit, reply { $turn }: "{ $quote }"
    }
fab-gap =
    { $gap ->
        [stopped_at_feature] ✗ It stopped at the feature: neither what that does nor what the customer gains was said.
        [stopped_at_advantage] ✗ It stopped at the advantage: what the customer gains was not said.
        [only_proved] ◐ There is proof; what is missing is "which for you means …".
        [no_advantage] ◐ From the feature straight to the benefit: a "so …" is missing between them.
       *[no_feature] ◐ The gain is there, but nothing to rest it on: put a "because …" in front.
    }
fab-speaks =
    { $role ->
        [user] ✓ The benefit is one that matters to whoever uses it.
        [production] ✓ The benefit is one that matters to whoever runs production.
        [purchasing] ✓ The benefit is one that matters to a buyer.
        [management] ✓ The benefit is one that matters to whoever runs the business.
       *[owner] ✓ The benefit is one that matters to an owner.
    }
fab-elsewhere =
    { $role ->
        [user] ◐ This benefit is not the user's business. Speak of easier work, and less of it to do again.
        [production] ◐ This benefit is not the production manager's business. Speak of output, quality, downtime and delivery.
        [purchasing] ◐ This benefit is not the buyer's business. Speak of what it costs in all, of delivery, and of being covered.
        [management] ◐ This benefit has not reached the business yet. Speak of cost, profit, orders and risk.
       *[owner] ◐ This benefit has not reached the owner's pocket yet. Go on: what is earned, what work comes in, what risk goes.
    }
fab-fault =
    { $why ->
        [overpromise] ✗ Exaggerating: more was claimed than facts can bear out.
        [too_long] ✗ Rambling: this customer stops listening before the end.
        [features] ✗ Rambling: { $count } features in a row and no benefit.
        [gains] ✗ Claiming everything: { $count } gains at once, not a figure for any, and none that stands out.
        [answers] ✗ Claiming everything: { $count } answers in one reply, and no telling which matters.
        [flawless] ✗ Claiming everything: without a single weak point, it is not believed.
       *[same_words] ✗ A canned speech: this is what reply { $again } said already.
    }

appeal-offer = Did you do something that it says you didn't? /appeal (or just a) asks the coach to look.
appeal-button = I did do that
appeal-ask = Which of these did you do? { tap-it } its number. If the coach agrees, the talk is scored again.
appeal-lost = { $reason } (−{ $points })
appeal-which =
    { $claim }
    Which reply shows it? { tap-it } its number.
appeal-whole = No single reply, the talk as a whole
appeal-quote = "{ $quote }"
appeal-made = Noted; the coach will look at it. If the coach agrees, the talk is scored again. /appeal shows where it stands, and takes others.
appeal-state =
    { $state ->
        [open] Appealed; waiting for the coach.
        [upheld] Appealed; the coach agreed.
       *[refused] Appealed; the coach did not agree.
    }
appeal-note = The coach says: { $note }
appeal-busy = Finish with { $person } first (or /quit), then appeal against the last score card.
appeal-none = There is no score card to appeal against yet. /practice comes first.
appeal-nothing = Nothing on this score card lost points, so there is nothing to appeal against.
appeal-recorded = What you picked while getting ready, what you took the objection for afterwards and how the talk ended stand in the record and are not read out of your words. They cannot be misread, so there is no appeal against them.
appeal-private = That talk was private. The coach cannot see it, so nobody could decide an appeal.
appeal-upheld =
    Your talk with { $person }: the coach agreed with your appeal. { $reason } { correction-score }
appeal-refused = Your talk with { $person }: the coach did not agree with your appeal. { $reason } The score stays as it is.

private-how = Rather practise in private? /private: the coach learns that you practised, and sees neither the talk nor the score.
private-back = This talk is private. If you change your mind, send /private again.
private-close = Practise in private
private-open = Not in private after all
private-on = In private, then: the coach learns only when you practised and with which customer, not what you said or what you scored.
private-off = As usual, then: the coach can see it.
private-none = Pick a customer with /practice first; /private works until the talk begins.
private-late = The talk has begun, so it can't be made private now. Next time send /private before it begins.
private-kept = This talk is private, and stays so: that can't be changed once it has begun.

picture-head = Score card
picture-caption = Score card  { $person } · { $scenario }: { $score } points, { $band }
picture-steps = The seven steps
picture-unrated = not rated
picture-feelings = Trust and patience after each reply
picture-trust = Trust
picture-patience = Patience
picture-turning = Turning point: reply { $turn }, trust { $change }
picture-quote = "{ $quote }"
picture-mistakes =
    { $cost ->
        [0] No mistakes
       *[other] Mistakes: −{ $cost } points in all
    }
picture-mistake =
    { $count ->
        [1] { $reason } (reply { $turns })
       *[other] { $reason } (replies { $turns })
    }
picture-uncounted =
    { $count ->
        [one] What did not count (reply { $turns }): −{ $cost }
       *[other] What did not count (replies { $turns }): −{ $cost }
    }
picture-help =
    { $cost ->
        [one] Help during the talk: −1 point
       *[other] Help during the talk: −{ $cost } points
    }
picture-comma = {", "}
picture-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
picture-upheld =
    { $count ->
        [one] Includes one upheld appeal
       *[other] Includes { $count } upheld appeals
    }
picture-focus =
    { $count ->
        [1] One thing to do differently
       *[other] First thing to do differently
    }
picture-focus-also = And then
picture-model =
    { $turn ->
        [0] You could say:
       *[other] At reply { $turn } you could say:
    }

whatif-button = Try another reply
whatif-ask = Your talk with { $person }: which reply would you put differently? { tap-one } its number; 0 leaves it at that.
whatif-turn = Back to reply { $turn } of your talk with { $person }.
whatif-before = The customer had just said:
whatif-said = You said:
whatif-how = What would you say now? Just type it; 0 goes back to the list.
whatif-held = ▍What you said
whatif-tried = ▍What you try
whatif-reply = "{ $reply }"
whatif-read = Read as: { $moves }
whatif-comma = {", "}
whatif-answer = The customer answers:
whatif-felt =
    { $trust ->
        [up-lot] Much more trust
        [up-bit] A little more trust
        [down-bit] A little less trust
        [down-lot] Much less trust
       *[same] As much trust as before
    }, { $patience ->
        [up-lot] much more patience
        [up-bit] a little more patience
        [down-bit] a little less patience
        [down-lot] much less patience
       *[same] as much patience
    }, { $interest ->
        [up-lot] much more interest
        [up-bit] a little more interest
        [down-bit] a little less interest
        [down-lot] much less interest
       *[same] as much interest
    }.
whatif-score = Had the talk ended here: { $score } points
whatif-scored =
    { $change ->
        [0] Had the talk ended here: { $score } points, the same
       *[other] Had the talk ended here: { $score } points ({ $signed })
    }
whatif-again = Just a try; it counts for nothing. Type again to try again; 0 goes back to the list.
whatif-another = Another of my replies
whatif-leave = Leave it at that
whatif-left = Fine. /practice for another customer.
whatif-busy = Finish your talk with { $person } first (or /quit), then go back to the last one.
whatif-none = There is no finished talk to go back to yet. /practice first.
whatif-gone = That customer has been rewritten since, so there is no going back to how it was. /practice for another.

rubric-head = How you are scored  { $person } · { $scenario } (version { $version })
rubric-head-any = How you are scored (version { $version })
rubric-how = Each step counts by its weight, for the share of its points that you win; together they make 100. What does not come up, or cannot be read with confidence, is left out. Mistakes come off the total; below 20 they weigh less and less, and nobody falls under zero.
rubric-step = { $id } { $name }  weight { $weight } ({ $section })
rubric-group = { $name }  weight { $weight } ({ $section })
rubric-weighs = { $chapter }  weight { $weight }
rubric-look = Below is each step by itself: what it asks, and what that is worth.
rubric-name = { $id } { $name }
rubric-on = Next: { $chapter } ›
rubric-lost = What costs points
rubric-criterion =
    { $points ->
        [one] · { $asks } 1 point ({ $section })
       *[other] · { $asks } { $points } points ({ $section })
    }
rubric-only = {" "} Only for: { $kinds }.
rubric-kinds = Each step is given with its basic weight; some weigh more or less with the kind of objection, as listed here. Which kind it is, you say after the talk; once you have the score card, /rubric shows that kind alone.
rubric-kind = · { $name }: { $weights }
rubric-weight = { $id } { $weight }
rubric-as-is = no change
rubric-comma = {", "}
rubric-mistakes = Mistakes, off the total
rubric-mistake = · { $name }: { $means } { $first } the first time, { $again } each time after ({ $section })
rubric-uncounted = Words that do not count (the customer hears them all the same)
rubric-unearned = · { $reason } { $first } the first time, { $again } each time after
rubric-help = Help during a talk, off the total too (none in an exam)
rubric-hints = · Hints: the principle { $principle }, a direction { $direction }, an example { $example }
rubric-retry = · Taking your last reply back: { $cost }, once in a talk
rubric-bands = Bands
rubric-band = { $from }–{ $to }  { $name }: { $says }

command-practice = Pick a customer and practise
command-drill = Short exercises
command-private = Practise in private (before the talk)
command-exam = An exam, without help
command-hint = A hint; its cost is shown first
command-why = What was good or bad about the last reply
command-undo = Take the last reply back, once
command-status = Where the talk stands
command-rubric = How you are scored
command-progress = How you are getting on
command-goal = Set yourself a goal
command-quit = End the talk, see the score
command-whatif = After a talk, try another reply
command-appeal = I did do that: ask the coach to look
command-language = 中文 / English
command-reminders = Reminders, on or off
command-mydata = Send me all that is kept of me
command-forget = Remove all that is kept of me
command-review = Review trainees' talks
command-invite = Invite people
command-assign = Assign practice, see who has done it
command-desk = Open the coach's desk
command-scenarios = Take customers off and on, go back
command-help = How this works

progress-none = No score card yet. After your first talk you will see here how you are getting on.
progress-head =
    Progress  { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    }{ $days ->
        [0] {""}
        [1] {""}
       *[other] {" "}· { $days } days in a row
    }
progress-lately =
    { $count ->
        [one] The last score: { $scores }
       *[other] Mean of the last { $count }: { $mean } ({ $scores })
    }
progress-steps = The seven steps, mean of your last { $over } (↗ rising  → steady  ↘ falling  · fewer than { $fewest } talks, too early to tell)
progress-new =
    { $count ->
        [one] Customers met for the first time: 1. Later half against earlier half: { $signed } points.
       *[other] Customers met for the first time: { $count }. Later half against earlier half: { $signed } points. No script to remember here, so this is the one that counts.
    }
progress-new-early = Customers met for the first time: { $count }. It takes { $fewest } to tell whether you really gain.
progress-known =
    { $count ->
        [one] 1 talk with a customer you knew: { $signed } points against the first talk with the same one. Some of that may be memory, so it is counted apart.
       *[other] { $count } talks with customers you knew: on average { $signed } points against the first talk with the same one. Some of that may be memory, so it is counted apart.
    }
progress-drills = Drills, right answers in a round (↗ rising  → steady  ↘ falling  · fewer than { $fewest } whole rounds, too early to tell)
progress-drill-short = { $way } { $drill }: { $last }, best { $best }
progress-drill = { $way } last { $last }, best { $best }  { $drill }

headway-scores =
    { $count ->
        [one] The first score
       *[other] The last { $count } scores
    }
headway-new = met for the first time
headway-known = met before
headway-steps = How far each step is taken
headway-how = Mean of the last { $over }. ↗ rising  → level  ↘ falling  · under { $fewest }, too early to say

next-first = Begin with this customer:
next-due = What next: "{ $step }". Of what is due today it is your weakest, { $level }% lately.
next-later = What next: nothing is due today. The first to return is "{ $step }" (on { $due }, { $level }% lately); go on if you like.
next-new = You have not met this customer yet:
next-met = You have met everybody who speaks English. This one you have not seen for longest, since { $day }:
next-how = { tap-it } 1 to begin.
next-command = To begin: duilian practice { $scenario }

goal-none = No goal yet. /goal sets one: which step, how well, by when, how many talks a week.
goal-busy = Finish this talk first; then set your goal.
goal-ask-step = Your goal, 1 of 4. Which step do you want to get better at? { tap-one } its number.
goal-ask-target = Your goal, 2 of 4. How well? It counts once three talks in a row have this mean.
goal-ask-until = Your goal, 3 of 4. How long do you give yourself?
goal-ask-pace = Your goal, 4 of 4. How many talks a week?
goal-step = { $step } (now { $level }%)
goal-target = { $count }%
goal-weeks =
    { $count ->
        [one] 1 week
       *[other] { $count } weeks
    }
goal-pace = { $count } a week
goal-set = Set. It is checked after every talk.
goal-plan = Plan: "{ $step }" at { $target }% by { $until }, { $per_week } talks a week
goal-do =
    Do: { $talks ->
        [one] 1 talk since you set out
       *[other] { $talks } talks since you set out
    }{ $owed ->
        [0] {""}
       *[other] , { $owed } fewer than planned
    }
goal-check =
    { $standing ->
        [reached] Check: reached.
        [missed] Check: time is up, and it was not reached.
        [behind] Check: behind.
        [early] Check: { $rated ->
            [0] too early to tell.
            [one] too early to tell after one talk.
           *[other] too early to tell after { $rated } talks.
        }
       *[on_course] Check: on course.
    }
goal-measured =
    { $over ->
        [one] {" "}It came to { $level }%.
       *[other] {" "}The last { $over } have a mean of { $level }%.
    }
goal-measured-since =
    { $over ->
        [one] {" "}It came to
       *[other] {" "}The last { $over } have a mean of
    } { $level }%, against { $start }% when you set out.
goal-unmeasured = {" "}This step has not been rated since you set out.
goal-act =
    { $act ->
        [see_first] Act: hold { $wanting ->
            [one] one talk more
           *[other] { $wanting } talks more
        }, then look again.
        [keep_on] Act: go on like this.
        [catch_up] Act: make up for { $owed ->
            [one] the talk you left out
           *[other] the { $owed } talks you left out
        }.
        [more_talks] Act: you practise as planned and it is not enough; try { $per_week } talks a week. /goal adjusts it.
        [lower] Act: that was too high; aim for { $target }% by { $until } first. /goal adjusts it.
        [longer] Act: you need more time; take until { $until }. /goal adjusts it.
       *[next_goal] Act: time for the next one. /goal
    }
goal-replace = You can have one goal at a time; a new one takes the place of this.
goal-adjust = Adjust it as suggested
goal-new = Set a new goal
goal-keep = Leave it as it is
goal-kept = Fine, your goal stands.

# What coaches assign.
task-comma = {", "}
task-and = {", "}
task-what =
    { $task ->
        [customer]
            { $count ->
                [one] Talk to { $names }
               *[other] Talk to each of these: { $names }
            }
        [drill]
            { $count ->
                [one] A whole round of the drill "{ $names }"
               *[other] A whole round of each of these drills: { $names }
            }
        [goal] Bring "{ $names }" up to { $least }%
       *[certificate] Earn a certificate: { $names }
    }
task-mode =
    { $mode ->
        [exam] exam
       *[practice] practice
    }
task-least =
    { $task ->
        [drill] { $least }% right or more
       *[customer] { $least } points or more
    }
task-how = { $what } ({ $how })
task-person = { $person } · { $scenario }
task-undated = No date set
task-due =
    { $when ->
        [past] Was due on { $day }; it still counts
        [today] Due today ({ $day })
        [tomorrow] Due tomorrow ({ $day })
       *[later] Due on { $day }
    }
task-best =
    { $unit ->
        [level] { $best }% at present
        [percent] { $best }% right at best
       *[score] Best score { $best }
    }
task-nothing = Not begun yet
task-part =
    { $state ->
        [done] ✓ { task-named }
        [begun] { task-named }
       *[nothing] { $name } not begun
    }
task-named =
    { $unit ->
        [percent] { $name } { $best }%
       *[score] { $name } { $best }
    }
task-drill-button = Do "{ $drill }" ›
task-meet-button =
    { $mode ->
        [exam] Exam with { $person } ›
       *[practice] Meet { $person } ›
    }

assigned-entry = Assigned to you ({ $count })
assigned-head =
    { $count ->
        [one] Assigned to you, one thing:
       *[other] Assigned to you, { $count } things:
    }
assigned-none = Nothing is assigned to you now. /practice picks a customer.
assigned-item = ▸ { $what }
assigned-note = Your coach says: { $note }
assigned-private = Private talks, and talks you end early, do not count.
assigned-pick = { tap-one } a number:
assigned-all = All that is assigned
assigned-new = { $coach } has assigned you something:
assigned-where = You find it at the end of the list of /practice.
assigned-off = You no longer need to do this: { $what }
assigned-done = Assignment done: { $what }. { $far }.
assigned-theirs = { $name } has done what you assigned: { $what }. { $far }.
assigned-unscored = You will see the score once you have scored the talk blind
assigned-line =
    { $count ->
        [one] Assigned to you: { $what }. { $due }.
       *[other] { $count } things are assigned to you, first of all: { $what }. { $due }.
    }
assigned-remind =
    { $when ->
        [soon] { $name }, this is due soon:
        [late] { $name }, this is past its date:
       *[both] { $name }, some of this is past its date, the rest is due soon:
    }

assign-staff = Assigning practice is for coaches and admins. /practice picks a customer.
assign-busy = Finish this talk first, then assign (/quit ends it).
assign-ask =
    { $stage ->
        [whom] Who is it for? { tap-one } a number.
        [person] For whom? { tap-one } a number, or type part of the name.
        [task] What is it? { tap-one } a number.
        [subjects]
            { $task ->
                [goal] Which step? { tap-one } a number.
                [drill] Which drills? { tap-one } a number; there may be several.
               *[customer] Which customers? { tap-one } a number; there may be several.
            }
        [mode] Practice or exam? { tap-one } a number.
        [least] When is it done? { tap-one } a number.
        [due] When is it due? { tap-one } a number.
       *[given] What you assigned. { tap-one } a number to see who has done it:
    }
assign-group = Everybody in { $group }
assign-person = One person
assign-given = What you assigned
assign-somebody = { $name } ({ $where })
assign-groupless = no group
assign-not-found = Nobody's name has "{ $find }" in it. You can assign to these:
assign-task =
    { $task ->
        [customer] A talk with a customer
        [drill] A round of a drill
        [goal] A step brought up to a level
       *[certificate] A certificate: pass with several customers
    }
assign-mode =
    { $mode ->
        [exam] Exam: no hints, nothing taken back
       *[practice] Practice; an exam counts too
    }
assign-least =
    { $least ->
        [0]
            { $task ->
                [drill] Any score, once it is done
               *[customer] Any score, once it is over
            }
       *[other]
            { $task ->
                [drill] { $least }% right or more
                [goal] The last few talks average { $least }%
               *[customer] { $least } points or more with each
            }
    }
assign-due =
    { $days ->
        [0] No date
        [3] In three days
        [7] In a week
       *[14] In two weeks
    }
assign-sure = To be assigned to { $whom }:
assign-members =
    { $count ->
        [one] everybody in { $group } (one person)
       *[other] everybody in { $group } ({ $count } people)
    }
assign-note-how = To add a word to it, type it now. Otherwise it is ready.
assign-yes = Assign it
assign-made =
    { $count ->
        [one] Assigned to one person. You will hear when it is done.
       *[other] Assigned to { $count } people. You will hear when each is done.
    }
assign-not-yours = Not assigned: this person or group is not yours to coach now.
assign-fault =
    { $why ->
        [nobody] There is nobody to assign it to.
        [subjects] Not assigned: something that was picked has just been taken off. /assign begins again.
        [note] That is too long: { $most } characters at most.
       *[due] Not assigned: the date has passed. /assign begins again.
    }
assign-none-given = Nothing has been assigned yet.
assign-line = { $whom }: { $what }, { $done }/{ $count } done
assign-batch = { $what }
    { $due }
assign-their =
    { $done ->
        [True] ✓ { $name }: done on { $day }. { $far }
       *[False] · { $name }: { $far }
    }
assign-take-back = Take back what is not done
assign-taken-back =
    { $count ->
        [0] There was nothing left to take back.
        [one] Taken back. One person no longer needs to do it, and was told.
       *[other] Taken back. { $count } people no longer need to do it, and were told.
    }

certificate-title = Certificate
certificate-certify = This certifies that
certificate-passed =
    { $count ->
        [one] has passed the Duilian exam in handling objections with this customer, at { $least } points or more
       *[other] has passed the Duilian exam in handling objections with each of these { $count } customers, at { $least } points or more
    }
certificate-score = { $score } points
certificate-by = Set by { $by }
certificate-day = Completed on { $day }
certificate-code = Certificate { $code }
certificate-check = To check it, a coach sends Duilian /assign { $code }
certificate-caption = Congratulations, this is your certificate. A coach can check it by its code.
certificate-again = Certificate { $day }
certificate-gone = This certificate cannot be found any more.
certificate-written = The certificate is here: { $path }
certificate-unknown = "{ $code }" is no certificate of ours. A code has three groups of four, as 3F2A-91BC-7D04.
certificate-genuine = Certificate { $code } is ours: { $name }, completed on { $day }.
certificate-line = · { $name }, { $score } points, { $day }

rehearse-who = trainee
rehearse-kind =
    { $kind ->
        [expert] expert
        [average] average
        [discounter] discounter
        [arguer] arguer
        [interrogator] interrogator
        [silent] silent
       *[random] random
    }
rehearse-kept = Kept in the records: group "{ $group }", { $people } people, { $talks } talks.
rehearse-bar = agreed { $agreed } put off { $deferred } lost { $lost }
rehearse-outcome =
    { $outcome ->
        [agreed] agreed
        [deferred] put off
       *[lost] lost
    }
rehearse-points = points
chart-all = { $count } customers together
chart-points = points (ring: median)
rehearse-expert = Experts win only { $won } of their talks; it should be { $least } at least.
rehearse-arguer = Arguers win { $won } of their talks; it should be { $most } at most.
rehearse-states = States that nobody reached: { $states }
rehearse-lines = Lines that nobody heard: { $unsaid } of { $count } places, { $path } line { $lines }

gaps-no-talks =
    { $days ->
        [0] There are no talks to look at yet (private ones do not count).
        [one] There are no talks of the last day to look at (private ones do not count).
       *[other] There are no talks of the last { $days } days to look at (private ones do not count).
    }
gaps-summary = { $id }  { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    }, { $asked ->
        [one] 1 group
       *[other] { $asked } groups
    } asked and { $offered } offered, { $times ->
        [one] once
       *[other] { $times } times
    } in all: { $biggest }
gaps-biggest = "{ $text }" { $times ->
        [one] once
       *[other] { $times } times
    }
gaps-and = {", "}
gaps-whole =
    { $least ->
        [1] There are no gaps: the customers had something to say to whatever was asked or offered.
       *[other] No gap came up { $least } times or more; --least 1 shows those that came up once, too.
    }
gaps-how = One customer in full: duilian gaps { $id }
gaps-gone = Passed over, for the customer is no longer there: { $ids }
gaps-head = { $id }  { $title }  { $talks ->
        [one] 1 talk
       *[other] { $talks } talks
    }, { $people ->
        [one] 1 trainee
       *[other] { $people } trainees
    }
gaps-kind =
    { $kind ->
        [asked] Asked, and matched no fact
       *[offered] Offered, and matched no answer
    }: { $groups ->
        [one] 1 group
       *[other] { $groups } groups
    }, { $times ->
        [one] once
       *[other] { $times } times
    }
gaps-group = {"  "}{ $times } × by { $people }  { $text }
gaps-more = and { $count ->
        [one] 1 other wording
       *[other] { $count } other wordings
    }
gaps-nearest =
    { $near ->
        [yes] could go to { $entry }
       *[no] near to nothing, most like { $entry }
    } ({ $likeness })
gaps-nothing = There is no gap to show.
gaps-rare = { $count ->
        [one] 1 group
       *[other] { $count } groups
    } came up too seldom to be shown; --least 1 shows all.
gaps-learnt = { $count ->
        [one] 1 sentence was
       *[other] { $count } sentences were
    } missed at the time and would match now; not shown.
gaps-unread = { $count ->
        [one] 1 reply was
       *[other] { $count } replies were
    } passed over, for this version does not understand what was stored of it.
gaps-unasked = Nobody in these talks asked for: { $ids }
gaps-ungiven = Nobody in these talks came to: { $ids }
gaps-yaml = What you agree with goes into { $path }; fill in what is left empty, then run duilian check.
gaps-new = new: { $times ->
        [one] once
       *[other] { $times } times
    }, by { $people }; { $nearest }
gaps-after = exists: these go after line { $line }

try-help = Type what you would say. :back takes it back, :again begins anew, :state shows what could happen next, :quit leaves. Moves are followed by ?facts asked for, =answers given, ~excuses answered. What you save in the customer's files counts from the next line on.
try-unfilled =
    { $left ->
        [one] One place is
       *[other] { $left } places are
    } still to be filled in (duilian check points at them) and will be said as they stand.
try-over = The talk is over. :back takes the last reply back, :again begins anew.
try-nothing = There is nothing to take back.
try-back = { $left ->
        [0] Taken back; you are at the start.
        [one] Taken back; 1 reply is left, the last turn was:
       *[other] Taken back; { $left } replies are left, the last turn was:
    }
try-reloaded = The files were saved. { $turns ->
        [0] Nothing was said yet.
        [one] The 1 reply was played again.
       *[other] The { $turns } replies were played again; the last turn is now:
    }
try-broken = The files that were saved have errors; you go on with those of before.
try-gone = The customer's file is gone; you go on with that of before.
try-known = facts told: { $told } · answers given: { $answered } (of { $enough } that it takes)
try-meter =
    { $meter ->
        [trust] trust
        [patience] patience
       *[interest] interest
    }

new-question = { $question } [{ $default }]
new-objection = Which kind of objection? Type its number.
new-persona = Which type of person? Type its number.
new-difficulty = How difficult? Type its number.
new-level =
    { $level ->
        [1] easy
        [2] medium
       *[3] hard
    }
new-product = What is for sale?
new-company = Which firm is the customer?
new-person = Who is met there? Type the full name.
new-name = What should the files be called? Small English letters, digits and _.
new-later = leave it for later
new-unknown = There is no '{ $value }'. Type 1 to { $count }.
new-too-long = '{ $value }…' is too long: { $limit } characters at most.
new-unprintable = There are characters in it that cannot be shown. Write it again.
new-no-name = '{ $value }' cannot be a name: small English letters, digits and _, a letter first, 37 at most.
new-taken = { $path } is there already and is left as it is. Take another name (--name).
new-no-folder = There is no folder of content { $path }. Look at content.folder in config.yaml.
new-unwritten = { $path } cannot be written ({ $why }); nothing was left behind. See whether you may write to that folder, or name another as content.folder in config.yaml.
new-written =
    Written:
      { $scenario }
      { $account }
    { $left ->
        [one] One place says [[fill: …]]: only you can know it. Until it is filled in you can play the customer, who says it as it stands,
       *[other] { $left } places say [[fill: …]]: only you can know these. Until they are filled in you can play the customer, who says them as they stand,
    } but trainees do not see it, and it is not published.
new-next =
    Next:
      duilian try { $id }{ $config }
          talk to it now with everything laid open; what you save in its files counts at once
      duilian check { $files }{ $config }
          what is still to be filled in, and what is wrong

draw-title =
    { $scenario } · { $title }{ $own ->
        [none] {""}
       *[other] {" "}({ $own } this customer's own ways, tried first)
    }
draw-anywhere = at any time
draw-taken =
    { $count ->
        [one] ▶ reply { $replies }
       *[other] ▶ replies { $replies }
    }
draw-comma = {", "}

drill-menu = Short drills, ten items a round. { tap-one } a number.
drill-none = There are no drills in English yet.
drill-busy = You are in a talk with { $person }; drills come after it (/quit ends it).
drill-gone = This drill was rewritten meanwhile. Begin again with /drill.
drill-say = Say it in your own words; 0 shows the answer.
drill-show = Show the answer
drill-to =
    You speak to { $role ->
        [user] the user
        [production] production
        [purchasing] purchasing
        [management] the business manager
       *[owner] the owner
    }. { $shows }
drill-option =
    { $option ->
        [exaggerating] exaggerates
        [rambling] rambles
        [everything] claims everything
        [canned] recites
        [open] open
       *[closed] closed
    }
drill-right = ✓ Right.
drill-wrong = ✗ It is: { $answer }.
drill-better =
    { $kind ->
        [open_closed] The other way round:
       *[fault] Better:
    } { $better }
drill-heard = ✓ Heard: { $move }.
drill-unheard = "{ $move }" was not heard in it; hold it against the replies below.
drill-elsewhere = There is a gain in it, but it does not sound like this listener's business.
drill-amiss = It also sounds like { $moves }, which can wait.
drill-and = {", "}
drill-model = A good one: { $model }
drill-bad = A bad one: { $bad }
drill-done =
    { $how ->
        [said] { $of } done, { $right } heard to be right.
       *[chosen] { $of } done, { $right } right.
    }
drill-last = {" "}(last { $right } of { $of })
drill-before = The round before: { $right } of { $of }.
drill-return =
    { $how ->
        [said] What was not heard comes first in the next round.
       *[chosen] What you missed comes first in the next round.
    }
drill-again = Another round
drill-others = Another drill

error-records = That could not be saved, so your last message does not count. Please send it again in a moment.
error-file = The file did not arrive. Please send it again.
error-internal = Something went wrong and your last message does not count. Please send it again; if it keeps happening, tell your admin.

forget-ask =
    This removes all that is kept of you here: talks and appeals{ $cards ->
        [0] { "" }
        [one] { " " }(with one score card)
       *[other] { " " }(with { $cards } score cards)
    }, exercises, goals, settings, and which groups you are in. Coaches will have none of it either, and it cannot be brought back. To keep a copy first, send /mydata.
forget-invited = People are here by invitation: to come back afterwards you will need a new link.
forget-how =
    If you are sure, { $channel ->
        [terminal] type
       *[telegram] tap, or send
    } /forget { $code } within { $minutes } minutes.
forget-button = Remove all about me
forget-stale = That confirmation is wrong or out of date; nothing was removed. If you are sure, send /forget again.
forget-done =
    Done. Nothing is kept of you here. { $channel ->
        [terminal] { "" }
       *[telegram] The messages in this chat are yours: delete the chat too if you do not want them. { "" }
    }If you come back, we meet for the first time.
nothing-kept = Nothing is kept of you here.
mydata-caption = This file holds all that is kept of you here. What the customer makes of a talk that is still open is left out until it is over.
mydata-written = All that is kept of you here is in { $path }.
mydata-unwritten = { $path } cannot be written ({ $why }). Start again in a folder that can be written to, and send /mydata.

invitation-needed = People are here by invitation: open your invitation link and you can begin.
invitation-ask = If you have none, ask your coach or an admin for one.
invitation-contact = If you have none, ask { $contact } for one.
invitation-refused =
    { $why ->
        [used_up] That invitation is used up.
        [expired] That invitation has expired.
        [revoked] That invitation was withdrawn.
       *[unknown] There is no such invitation; is the link complete?
    }
invitation-again = You have taken that invitation already; just go on.
invitation-accepted =
    { $role ->
        [admin] Invitation taken. You are an admin now; /help has what admins can do.
       *[trainee] Invitation taken, welcome.
    }
invitation-joined =
    { $role ->
        [coach] You now coach "{ $group }". /invite brings trainees in, /review shows their talks, /assign gives them something to do.
        [admin] You are an admin now, and coach "{ $group }".
       *[trainee] You are now in "{ $group }". Its coaches see how you practise, except in private (/private).
    }

invite-staff = Inviting people is for coaches and admins. /practice picks a customer to talk to.
invite-no-group = You have no group yet; ask an admin for one.
invite-ask =
    Who is to come in? { tap-one } /invite GROUP 20 people 30 days. Without a number it is for 1 person, without days for 7.{ $role ->
        [admin] { " " }For a coach or an admin add "coach" or "admin"; put "+" before a new group.
       *[coach] { "" }
    }
    /invite list shows what was sent out, /invite revoke CODE withdraws one.
invite-groups = Groups: { $groups }
invite-comma = , { "" }
invite-ungrouped = no group
invite-list-button = Invitations sent out
invite-usual = An invitation to "{ $group }":
invite-usual-ungrouped = An invitation to no group:
invite-role =
    { $role ->
        [coach] coach
        [admin] admin
       *[trainee] trainee
    }
invite-terms = { invite-role }, { $people ->
        [one] one person
       *[other] { $people } people
    }, { $days ->
        [one] one day
       *[other] { $days } days
    }
invite-where = "{ $group }"
invite-made = Done: { $where }; { $terms }; good until { $until }. Pass the next message on. Each person can use it once.
invite-link = Open this link to practise handling objections with Duilian's customers: { $link }
invite-code = Let them send this line: /start { $code }
invite-range = An invitation is for 1 to { $people } people and 1 to { $days } days.
invite-name = That name is too long or holds characters that cannot be shown: at most { $letters } letters, or { $chinese } Chinese characters.
invite-own-only = Coaches can invite trainees to the groups they coach, and nobody else.
invite-coach-group = A coach needs a group; add its name.
invite-unknown = There is no group "{ $group }". { $near }{ tap-it } /invite +{ $group } to make it.
invite-near = Did you mean "{ $group }"? { "" }
invite-into = Into "{ $group }"
invite-new = Make "{ $group }"
invite-list = Invitations that still work:
invite-line = { $number }. { $where }  { invite-role }, { $used } of { $people } used, until { $until }  { $code }
invite-none = No invitation still works.
invite-revoke = Withdraw no. { $number }
invite-revoke-this = Withdraw this invitation
invite-revoked = Withdrawn. Whoever came in by it stays.
invite-gone = There is no such invitation, or it no longer works.

help-staff =
    FOR STAFF
    /review  trainees' talks: decide appeals, comment, correct
    /invite  make an invitation link, see those sent out, withdraw one
    /assign  assign practice to those you coach, see who has done it, take it back
    /desk  the coach's desk in a browser: how each gets on, and every talk as it was held
help-admin =
    /scenarios  take customers on and off, go back to an earlier version; send me a YAML file and it is checked and goes live
scenarios-admins = That is for admins. /practice picks a customer to talk to.
scenarios-head =
    { $count ->
        [one] One customer
       *[other] { $count } customers
    }, version { $number }.
    ● on  ○ off  ◌ not filled in, not offered
scenarios-line =
    { $on ->
        [True] ●
        [unfinished] ◌
       *[other] ○
    } { $number }. { $title } · { $person }
    { "   " }{ $scenario }
scenarios-switch-off = Take off { $number }
scenarios-switch-on = Bring back { $number }
scenarios-off = "{ $title }" is off. Whoever is in that talk can finish it; the same button brings it back.
scenarios-on = "{ $title }" is on again.
scenarios-other = { $name } is not a file that can be used here, and nothing has changed. What you can send is YAML (.yaml or .yml), one thing a file: a customer, an account, or a drill.
scenarios-past = Earlier versions
scenarios-past-head = The latest versions; the one at the top is live:
scenarios-past-line =
    { $number }. { $at }  { $by ->
        [folder] changed in the content folder
        [nobody] somebody who has left
       *[other] { $by }
    }  { $note }
scenarios-back = Go back to { $number }
scenarios-went-back = The content of version { $past } is back, now as version { $number }. Talks under way are not affected.
scenarios-large = That file is too large: { $limit } KB at most. One customer takes one file, and far less than that.
scenarios-broken = { $name } has errors, so nothing has changed. Put these right and send it again:
scenarios-unfilled = { $name } is not filled in yet, so it is not live, and nothing has changed. Fill these in and send it again:
scenarios-strange = I can't tell what { $name } is: a customer has lang, persona and objection; an account has company; a drill has items.
scenarios-same = { $name } is what is live already. Nothing has changed.
scenarios-live = { $path } is live, now version { $number }. Talks under way go on with the customer they began with.
scenarios-folder = Files were changed in the content folder and have errors, so none of it is live yet:
scenarios-more =
    { $count ->
        [one] … and one more.
       *[other] … and { $count } more.
    }

# Export: tables, reports, visit records
export-comma = { ", " }
export-yes = yes
export-mode =
    { $mode ->
        [exam] Exam
       *[practice] Practice
    }
export-outcome =
    { $outcome ->
        [agreed] Agreed
        [deferred] Put off
        [lost] Lost
        [left] Broken off
        [private] Private
       *[none] Not finished
    }
export-label =
    { $what ->
        [trainee] Trainee
        [customer] Customer
        [type] Type of customer
        [objection] Objection
        [when] When
        [mode] Mode
        [outcome] Outcome
        [score] Score
        [period] Period
        [people] People
        [talks] Talks
        [private] Of which private
        [agreed] Agreed
       *[mean] Mean score
    }
export-met = { $person }, { $title }, { $company }
export-took = { $at } ({ $minutes } min)
csv-column =
    { $column ->
        [person] Person
        [name] Name
        [groups] Groups
        [talk] Talk
        [scenario] Scenario
        [customer] Customer
        [type] Type
        [objection] Objection
        [mode] Mode
        [private] Private
        [started] Started
        [minutes] Minutes
        [replies] Replies
        [outcome] Outcome
        [score] Score
        [turn] Reply no.
        [at] Time
        [reply] Trainee said
        [moves] Moves
        [trust] Trust
        [patience] Patience
        [interest] Interest
       *[answer] Customer answered
    }
report-talk = { $name }: { $scenario }
report-many = { $title }
report-under = Duilian practice report
report-heading =
    { $what ->
        [score] Score
        [next] What to do differently
        [points] Point by point
        [mistakes] Mistakes
        [uncounted] Words that earned nothing
        [help] Help that was used
        [words] What was said
        [steps] The seven steps
        [people] Each trainee, step by step (mean share of the points, %)
        [customers] Customers
       *[talks] Talks
    }
report-points = { $points }/{ $of }
report-unrated = not rated
report-upheld = { $reason } (granted on appeal)
report-corrected = { $reason } (corrected by the coach: { $why })
report-turn = Reply { $turn }
report-aid =
    { $aid ->
        [principle] Hint: the principle
        [direction] Hint: a direction
        [example] Hint: an example
       *[retry] Took a reply back
    }
report-reply = { $name } · reply { $turn }
report-note =
    { $changed ->
        [yes] { $moves } · trust { $trust } ({ $change })
       *[no] { $moves } · trust { $trust }
    }
report-no-card = There is no score card, or the trainee has not seen it yet.
report-private = This talk was held in private: only the trainee can see what was said and how it was scored.
report-none = Nobody has talked to a customer in this time.
report-everybody = All trainees
report-period = { $since } to { $until }
report-weakest = The weakest step is { $step }, "{ $name }".
report-last = Only the last { $count } talks are listed.
report-foot = Duilian · talk { $talk } · rubric { $rubric }
report-foot-many = Duilian · each talk counts with its newest score card
visit-title = Customer visit record
visit-under = Filled in from a practice talk, not from a real visit
visit-foot = Duilian
visit-field =
    { $field ->
        [date] Date of visit
        [seller] Visited by
        [way] How
        [company] Company
        [place] Location
        [trade] Business
        [met] Met with
        [decider] Who decides
        [purpose] Purpose
        [product] Product discussed
        [objection] Objections raised
        [concern] The real concern
        [learnt] What we learnt
        [offered] What we offered
        [outcome] Outcome
        [next] Next step
        [judged] Assessment
        [departments] Action needed from others
        [next_date] Date of next visit
       *[opinion] Manager's comments
    }
visit-way =
    { $way ->
        [telephone] By telephone
       *[visit] On site
    }
visit-person = { $person }, { $title }
visit-said = { $name }: "{ $words }"
visit-next = Proposed: "{ $words }"
    Answer: "{ $answer }"
visit-trait =
    { $trait ->
        [real] { $holds ->
            [yes] has a real need
           *[no] no real need at present
        }
        [able] { $holds ->
            [yes] able to buy
           *[no] not able to buy at present
        }
       *[growing] { $holds ->
            [yes] more business in sight
           *[no] no more business in sight
        }
    }
visit-blank = Not known from the talk, to be filled in by hand: { $fields }.

prompt = { "you › " }
