# What the interface says. One message, one meaning; variables stand in braces.

welcome =
    Hello { $name }! This is Duilian, practice in handling objections.
    Pick a customer, get ready and talk. The customer will object, lose patience, come round. Afterwards you say what kind of objection it was, and you get a score card that traces every point to something you said.
    The scoring follows the seven steps of the training handbook. There are no secret rules.
help =
    /practice  pick a customer and begin
    /hint  a hint
    /status  where the talk stands
    /quit  end the talk and see the score
    /language  Chinese or English
    /help  this list
    Anything else you type is said to the customer.

menu =
    { $count ->
        [one] Pick a customer:
       *[other] Pick a customer: tap one, or reply with its number.
    }
menu-line = { $number }. { $person }, { $title } · { $company }
    { "   " }{ $scenario }  { $stars }
menu-label = { $number }. { $person } · { $scenario }
menu-empty = There are no customers in English yet. An admin has to add one first.

brief-head = Customer card  { $stars }
brief-person = { $person }, { $title }
brief-company = { $company } ({ $trade }, { $place })
brief-known = What you know:
brief-offer = You are selling: { $offer }
brief-task = Today: { $brief }

expect-ask = Getting ready, 1 of 2. Which kind of objection is most likely? Tap one or reply with numbers, several if you like ("1 3"). 0 skips, or just start talking.
proof-ask = Getting ready, 2 of 2. What do you bring? Tap one or reply with numbers, several if you like. Bringing the right thing beats bringing everything. 0 skips.
skip = Skip
talk-begins = — The talk begins. { $person } hears everything you type. —
talk-resumed = — Where you left off. { $person } is waiting. —
talk-ended =
    { $outcome ->
        [agreed] — Agreed. —
        [deferred] — Put off for now. The talk is over. —
        [lost] — Lost. The talk is over. —
       *[left] — You ended the talk. —
    }
kind-ask = Looking back, 1 of 2. What kind of objection was it? Tap one or reply with its number; 0 skips.
concern-ask = Looking back, 2 of 2. What was really in the way? Tap one or reply with its number; 0 skips.
choose-number = I didn't catch that. Tap an option, or reply with a number from { $from } to { $to }.
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
scenario-near = Did you mean { $scenario }?
stale = That button is out of date.
too-long-reply = That message is too long for the customer to read: { $limit } characters at most. It was not heard; break it up.
text-only = The customer can only read text. Type what you want to say.

hint =
    Hint ({ $step }, { $section })
    { $principle }
    { $advice }
hint-model = For example: "{ $model }"
hint-prepare = Read the customer card and think what will be pushed back. Pick numbers, or just start talking.
hint-diagnose = Think of what kept coming back, and of the words after which things moved.

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
card-step = { $id } { $name }  { $points }/{ $of }
card-step-unrated = { $id } { $name }  not rated this time
card-group = { $name }  { $points }/{ $of }
card-yes = ✓ { $reason }
card-part = ◐ Only in part. { $reason }
card-no = ✗ { $reason }
card-quote = { "  " }reply { $turn }: "{ $quote }"
card-mistakes = Mistakes
card-mistake = −{ $cost }  { $reason }
card-turning = Turning point: reply { $turn }, "{ $quote }" (trust { $change }).
card-focus = One thing to do differently: { $advice }
card-model = You could say: "{ $model }"
card-before =
    { $change ->
        [0] The same as last time, { $last }.
       *[other] Last time { $last }; this time { $signed }.
    }
card-first = This is your first score card.
card-next = /practice for another customer.

command-practice = Pick a customer and practise
command-hint = A hint
command-status = Where the talk stands
command-quit = End the talk, see the score
command-language = 中文 / English
command-help = How this works

error-records = That could not be saved, so your last message does not count. Please send it again in a moment.
error-internal = Something went wrong and your last message does not count. Please send it again; if it keeps happening, tell your admin.

prompt = { "you › " }
