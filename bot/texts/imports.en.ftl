# Real conversations: bringing them in, checking them, what is shown of those that are kept; and what trainees hear.

import-title = Score of a real conversation
import-under = Imported, not practised in Duilian
import-file = File
import-replies = Seller's replies
import-unknown = not stated
import-rated = Without a script some things cannot be judged: { $rated } of { $of } criteria count.
import-unrated = What could not be judged
import-passed = Lines passed over
import-seller = Seller · reply { $turn }
import-foot = Duilian · imported conversation · rubric { $rubric }
import-pasted = pasted text
import-more =
    { $count ->
        [one] And one more line.
       *[other] And { $count } more lines.
    }
import-problem =
    Line { $line }: { $why ->
        [json] not valid JSON.
        [object] should be an object with speaker and text.
        [fields] speaker and text should both be there, as text.
        [columns] has { $about } columns, which are too few.
        [csv] the table cannot be read from here on.
        [nameless] nobody is named who says it; begin it with "Sales:" or "Customer:".
        [stranger] is "{ $about }" the seller or the customer?
        [silent] nothing is said in it.
       *[long] longer than { $most } characters.
    }
import-bad =
    { $why ->
        [large] That is too large: { $size } at most. Cut it into several.
        [encoding] That is not a text file, or its encoding is unknown. Save it as UTF-8 (GBK will do) and try again.
        [head] The first row of a table should name its columns, one of them "speaker" and one "text".
        [seller] Nobody who sells says anything in it. Say who is the seller and who the customer, and read it again.
        [many] One side speaks { $count } times, and { $most } is the most. Cut it into several.
        [empty] Choose a file, or paste the text.
       *[whom] Say first whose conversation it is.
    }

import-news =
    { $coach } kept a real conversation of yours with a customer ({ $file }, { $replies ->
        [one] one reply
       *[other] { $replies } replies
    }) and had it scored: { $score }, by { $rated } of { $of } criteria.
    It is no practice and changes none of your results; your coach goes through it with you. /mydata shows what is kept; if you would rather not have it kept, ask your coach to remove it.
import-removed = { $coach } removed a real conversation of yours ({ $file }), with its comments and corrections.
import-comment =
    { $turn ->
        [0] { $coach } on your real conversation ({ $file }):
       *[other] { $coach } on reply { $turn } of your real conversation ({ $file }):
    }
import-correction =
    { $withdrawn ->
        [yes] Your real conversation ({ $file }): { $coach } took a correction back.
       *[no] Your real conversation ({ $file }): { $coach } corrected a judgement.
    }

desk-imports = Real conversations
desk-imports-how = Talks that were really held with customers, scored by the same rubric, for you to comment on and correct. A real customer has no script, so some criteria are not rated. They are no practice: means, assignments and certificates take no notice of them.
desk-imports-of = Real conversations: { $name }
desk-imports-all = All real conversations
desk-imports-none = None has been imported yet.
desk-imported = Imported
desk-import-new = Import a conversation
desk-import-whom = Whose conversation is it?
desk-import-nobody = There are no trainees in your groups yet, so there is nobody to choose.
desk-import-file = Or upload a file: text, CSV or JSON Lines, { $size } at most
desk-import-text = Paste the text here, with who speaks before each line, as "Sales:", "Customer:"
desk-import-by-words = As its words show
desk-import-check = See how it reads
desk-import-checking = Check it
desk-import-sides = Who is who
desk-import-side =
    { $side ->
        [seller] seller
        [customer] customer
       *[neither] left out
    }
desk-import-lines =
    { $count ->
        [one] 1 line
       *[other] { $count } lines
    }
desk-import-heard = As it reads: { $seller } × seller, { $customer } × customer
desk-import-words = The text
desk-import-again = Read it again
desk-import-keep = Keep and score it
desk-import-over = Take another
desk-import-mind = Real customers have not agreed to be kept: take their names, numbers and companies out of the text first.
desk-import-told = Once it is kept, the trainee is told.
desk-import-when = Imported
desk-import-replies = Replies
desk-import-by = Imported by { $name }, { $when }
desk-import-rated = { $rated } of { $of } criteria
desk-import-passed =
    { $count ->
        [one] One line passed over
       *[other] { $count } lines passed over
    }
desk-import-remove = Remove this conversation
desk-import-remove-how = Its comments and corrections go with it, for good. The trainee is told.
desk-import-remove-yes = Yes, remove it
desk-import-did =
    { $what ->
        [kept] Kept and scored.
        [removed] Removed.
        [comment] The trainee has your comment.
        [withdraw] Taken back and scored again; the trainee is told.
       *[corrected] Corrected and scored again; the trainee is told.
    }
