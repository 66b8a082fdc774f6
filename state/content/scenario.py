"""Scenarios: one customer with one objection, and everything that this customer can say."""

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from state.content.follow_up import FollowUp
from state.content.objection import Transition
from state.content.terms import (
    TRAITS,
    Entry,
    Hitch,
    Id,
    Lang,
    Lines,
    Move,
    Names,
    ObjectionKind,
    Percent,
    PersonaKind,
    Place,
    Role,
    Sold,
    Trait,
    Usual,
    Words,
    one_or_many,
)

Example = Annotated[Words, Field(max_length=200)]


class Account(Entry):
    """A customer firm and the person met there."""

    id: Id
    """标识，和文件名一样（不带 `.yaml`）。
    The same as the file's name without `.yaml`."""
    lang: Lang
    """客户说哪种语言。
    The language that the customer speaks."""
    company: Words
    """公司名称。
    What the firm is called."""
    trade: Words
    """做什么的，一句话。
    What it does, in a few words."""
    place: Words
    """在哪儿。
    Where it is."""
    person: Words
    """要见的人。
    Who is met there."""
    title: Words
    """这个人的职务。
    What this person is there."""
    known: Annotated[tuple[Words, ...], Field(min_length=2)]
    """谈之前就知道的事，一条一行，印在客户卡上。
    What the trainee knows before the talk, a line each; shown on the customer's card."""
    figures: Mapping[str, Words] = {}
    """数字，名目对数值，带单位，照客户的说法写。给作者自己对账用，学员看不到。
    Name and value, with its unit, as the customer would state it. For authors, so that
    facts add up; trainees never see it."""


class Participant(Entry):
    """One of several people in the room (深度篇 六: 识别影响决策的关键人物)."""

    id: Id
    """标识，在这个场景里不重名；别处用它指这个人。
    A name of its own in this scenario, by which this person is meant elsewhere."""
    name: Words
    """别人怎么称呼他；他说的话前面印的就是它。
    What the others call this person; it stands before what is said, as in a chat."""
    title: Words
    """学员一进门知道的：职务，或者坐在哪儿。
    What the trainee is told of this person."""
    role: Role
    """是什么角色，好看讲的好处是不是他关心的（提高篇 九 4）。
    Which role it is, so that a benefit can be measured by what this listener cares for."""
    wants: Words
    """这件事对他得有什么好处，一句话；谈完才给学员看。
    What there must be in it for this person, in a line; shown after the talk."""
    called: tuple[Words, ...] = ()
    """别的叫法，学员这么叫也认得。
    Other ways to address this person."""
    decides: bool = False
    """是不是他拍板，只能有一个；要学员自己弄清楚。
    Whether this person has the last word, exactly one; the trainee has to find out."""


class Fact(Entry):
    """Something that the customer tells when asked."""

    id: Id
    """标识，在这个场景里不重名；别处写作 `fact:ID`。
    A name of its own in this scenario; elsewhere it is called `fact:ID`."""
    asked: Annotated[tuple[Example, ...], Field(min_length=2)]
    """学员会怎么问，换着说法写上十几种。按意思认，不用一字不差。
    Questions that bring it out, a dozen and more in different words. They are matched by meaning."""
    usual: Annotated[tuple[Usual, ...], BeforeValidator(one_or_many)] = ()
    """哪个销售都会问的话，里头哪几样由它来答，如 `convince`、`shifts`；那些问法现成的，不用再写。
    Which of the questions that any seller asks it answers, as `convince` or `shifts`; their wordings are there."""
    answer: Lines
    """问到了，客户怎么说。
    What the customer says then."""
    trust: Percent = 0
    """信任到这个数才肯说。
    Told from this much trust on."""
    guarded: Lines | None = None
    """信任还不够时怎么挡回去；不写就照台词里 `on: guarded` 的说。
    Said instead below that trust; left out, what the lines have `on: guarded`."""
    key: bool = False
    """问出它，是不是就更明白异议出在哪儿（而不只是多了解这家公司）。
    Whether it helps to understand the objection, rather than only the firm."""
    by: Id | None = None
    """一屋子几个人时由谁来说，写他的 `id`；不写就是主谈的那位。
    Who of several people tells it; left out, the main speaker."""
    decides: bool = False
    """这条是不是说出了谁拍板。
    Whether it tells who of them decides."""


class NearMisses(Entry):
    """What sounds as if it asked for a fact or gave an answer, and does not.

    What is nearer to one of these than to the examples of a fact or an answer is not taken for it.
    """

    asked: tuple[Example, ...] = ()
    """听着像在问某条事实，其实哪条都答不上的问话；离这里更近的，引不出那条事实。
    Questions that sound as if they asked for a fact, and to which no fact is the answer."""
    means: tuple[Example, ...] = ()
    """听着像说出了某条解答，其实没有的话：提到、在问、说反了、说别的；离这里更近的，不算解答。
    What sounds as if it gave an answer, and only mentions it, asks about it, denies it, or means another thing."""


class Answer(Entry):
    """One thing that would satisfy the real concern."""

    id: Id
    """标识，在这个场景里不重名；别处写作 `answer:ID`。
    A name of its own in this scenario; elsewhere it is called `answer:ID`."""
    means: Annotated[tuple[Example, ...], Field(min_length=3)]
    """销售说出这层意思的句子，换着说法写上十几种。
    Sentences of a seller who says it, a dozen and more in different words."""
    reply: Lines
    """客户听了怎么说。
    What the customer says on hearing it."""
    for_: Annotated[Names | None, Field(alias="for")] = None
    """一屋子几个人时，这一条对谁有好处，写他们的 `id`；不写就是主谈的那位。
    To whose benefit of several people it speaks; left out, the main speaker's."""
    by: Id | None = None
    """听了由谁来回话；不写就是主谈的那位。
    Who of them replies; left out, the main speaker."""


class Surface(Entry):
    """A surface objection: what the customer says in place of, or beside, what really holds him back."""

    id: Id
    """标识，在这个场景里不重名。
    A name of its own in this scenario."""
    name: Words
    """这个异议叫什么，几个字的名词。
    A short noun phrase for it."""
    say: Lines
    """客户怎么把它说出来。
    How it is raised."""
    means: tuple[Example, ...] = ()
    """销售回答它时会说的句子，客户听到就知道这一条答过了。
    Sentences of a seller who answers it, so that the customer can hear that it was answered."""
    reply: Lines | None = None
    """答了之后客户怎么说；不写就照台词说。
    What the customer says to such an answer; left out, what the lines have."""


class Second(Entry):
    """An objection of another kind, raised before the yes: the real concern is met, and a next step is proposed."""

    id: Id
    """标识，不能跟 `surface` 里的重名。
    A name of its own, which none of `surface` has."""
    name: Words
    """这个异议叫什么，几个字的名词。
    A short noun phrase for it."""
    kind: ObjectionKind
    """属于哪一类，要跟这个客户的异议不是一类。
    Which kind it is; another than the customer's objection."""
    say: Lines
    """快要点头了，客户怎么把它提出来。
    How it is raised when he was about to agree."""
    means: Annotated[tuple[Example, ...], Field(min_length=3)]
    """销售答上它的句子，换着说法写上十来种。
    Sentences of a seller who meets it, a dozen in different words."""
    reply: Lines
    """答上了，客户怎么说。
    What the customer says on hearing it."""
    again: Lines
    """没答上，客户怎么再说一遍；接在什么话后面都要通。
    How he comes back to it while it is not met; it has to fit whatever was said."""


class Incident(Entry):
    """Something that comes up in a call and is met by the manners of the telephone (基础篇 五 4.2)."""

    is_: Annotated[Hitch, Field(alias="is")]
    """哪一种：bad_line 线路不好，没听清；waited 让客户久等了；complaint 客户抱怨。
    Which kind: the line is bad, the customer was kept waiting, or the customer complains."""
    turn: Annotated[int, Field(ge=1, le=60)]
    """学员说到第几句以后来；那时客户正要提别的，就往后挪。
    After how many replies it comes; later, where the customer has something else to bring up just then."""
    say: Lines
    """客户怎么说；线路不好的，只听得到几个字，用……断开。接在什么话后面都要通。
    What is heard of the customer; on a bad line a few words, broken by dots. It has to fit after whatever was said."""
    reply: Lines
    """学员处理得当，客户怎么说；线路不好的，把刚才那句说全。
    What the customer says to a reply that meets it; after a bad line, the whole of what was lost."""


class Concern(Entry):
    """What really holds the customer back."""

    is_: Annotated[Words, Field(alias="is")]
    """一句话说清真正的顾虑，谈完给学员看。
    One sentence, shown after the talk."""
    confided: Lines
    """肯说心里话了，他怎么说。
    How the customer says it once it is earned."""
    enough: Annotated[int, Field(ge=1, le=10)] = 2
    """答上几条不同的 `answers`，顾虑才算解开。
    How many different `answers` meet it."""
    others: Annotated[tuple[Words, ...], Field(min_length=2, max_length=5)]
    """容易被误当成什么；谈完让学员判断时混在里面。
    What it might be mistaken for, among which the trainee chooses after the talk."""


class Why(Entry):
    """Why each of a judgement's answers is what it is, from the scenario's facts."""

    real: Words
    """需求为什么真、为什么不真，一句话，有据可查。
    Why the need is real or is not: a sentence, from the facts."""
    able: Words
    """为什么买得起、做得了主，或者不能，一句话。
    Why this customer can buy or cannot: a sentence."""
    growing: Words
    """为什么往后有得做，或者没有，一句话。
    Why more is in sight or is not: a sentence."""


class Judgement(Entry):
    """What this customer is as a customer, as things stand (基础篇 八 3)."""

    real: bool
    """真实：眼下确有这个产品能解决的事，不是要个价存档。
    There is something now that the offer would solve."""
    able: bool
    """有效：钱有着落，这个人能拍板，或者能报到拍板的人那里。
    The money is there, and this person decides, or puts it to those who do."""
    growing: bool
    """有增长潜力：后面还有，数得出或有日子的；“要是”“兴许”不算。
    More is in sight that can be dated or counted; an “if” or a wish is not."""
    why: Why
    """三条各为什么，写在成绩单上。
    Why each is so; shown on the score card."""

    @property
    def holds(self) -> tuple[Trait, ...]:
        """Those of the three that hold, in their order."""
        truth = {"real": self.real, "able": self.able, "growing": self.growing}
        return tuple(trait for trait in TRAITS if truth[trait])

    def reason(self, trait: Trait) -> str:
        """Why it holds, or does not."""
        return {"real": self.why.real, "able": self.why.able, "growing": self.why.growing}[trait]


class Proof(Entry):
    """Something that a seller could bring to this talk."""

    id: Id
    """标识，在这个场景里不重名。
    A name of its own in this scenario."""
    name: Words
    """什么资料，印在准备那一屏上。
    What it is, as the screen of preparation shows it."""
    fits: bool = False
    """是不是正好对得上真正的顾虑。
    Whether it speaks to the real concern."""


Replies = Annotated[tuple[Words, ...], Field(min_length=4, max_length=30)]


class ModelTalks(Entry):
    """Two whole talks with this customer, by what the seller says in them, one reply after another."""

    expert: Replies
    """老手怎么照手册一步一步谈成，只写销售说的。
    How an expert wins this customer by the handbook's steps: what the seller says."""
    novice: Replies
    """新手好心却谈不成，只写销售说的。
    How a novice who means well gets nowhere: what the seller says."""


class Scenario(Entry):
    """One customer with one objection, in one language. The id is the path, as `zh/laser_payback`."""

    title: Words
    """客户在菜单里叫什么，几个字。
    What the customer is called in the menu, a few words."""
    lang: Lang
    """说哪种语言，要和所在的文件夹一致。
    The language, the same as the folder's."""
    persona: PersonaKind
    """哪种性格的人，`personas/` 里有他怎么反应。
    Which type of person, as `personas/` has it."""
    objection: ObjectionKind
    """哪类异议，`objections/` 里有它怎么走。
    Which kind of objection, as `objections/` has it."""
    account: Id
    """哪家公司、见谁：`accounts/` 里那份文件的名字。
    The firm and the person: the name of a file in `accounts/`."""
    role: Role | None = None
    """见的是什么角色，好看学员说的好处是不是他关心的（提高篇 九 4）；不写就不看。
    Who listens, so that a benefit can be measured by what this listener cares for; left out, none is."""
    difficulty: Annotated[int, Field(ge=1, le=3)]
    """难度：1 容易，2 中等，3 难。
    1 easy, 2 middling, 3 hard."""
    sells: Sold = "machines"
    """学员这回卖的是哪一行的东西，菜单里按它分：machines 机床，tooling 刀具和夹具，service 维修、改造和工艺，
    automation 自动化和软件，equipment 其他设备。
    Which trade the trainee is in, by which the menu sorts: machine tools, tooling and workholding, service with
    refits and processes, automation with software, or other equipment."""
    telephone: bool = False
    """是不是在电话里谈（基础篇 五 4.2）。
    Whether the talk is on the telephone."""
    incidents: Annotated[tuple[Incident, ...], Field(max_length=4)] = ()
    """电话里出的岔子，按先后写，只有在电话里谈的客户才写；一件一件来，处理得好不好照电话礼仪评。
    What comes up in a call, in its order, where the talk is on the telephone; judged by the telephone's manners."""
    offer: Words
    """卖什么，什么价。
    What is for sale and at what price."""
    brief: Words
    """学员这一趟去干什么，一两句话。
    What the trainee goes in for, in one or two sentences."""
    proof: Annotated[tuple[Proof, ...], Field(min_length=3, max_length=7)]
    """准备时可以带的资料，有的对路，有的不对路。
    What could be brought along; some of it fits, some does not."""
    concern: Concern
    """真正卡住他的是什么。
    What really holds the customer back."""
    judgement: Judgement
    """这个客户到底怎么样，谈完要学员判断（基础篇 八 3）。
    What the trainee judges of this customer in the end."""
    surface: Annotated[tuple[Surface, ...], Field(min_length=1)]
    """嘴上的异议，照说出来的先后写；第一条就是一开口提的那个。
    Surface objections in the order in which they come; the first is the objection as first stated."""
    second: Second | None = None
    """点头之前还要再提的一件事，自然才写；答不上，就不点头。
    One thing more that he raises before he agrees, where that is natural; until it is met, he does not agree."""
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """客户知道、问到才说的事。
    What the customer tells when asked."""
    near_misses: NearMisses = NearMisses()
    """听着像在问某条事实、像说出了某条解答，其实都不是的话。
    What sounds as if it asked for a fact or gave an answer, and does not."""
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)]
    """哪些话能解开真正的顾虑。
    What would satisfy the real concern."""
    follow_ups: tuple[FollowUp, ...] = ()
    """说过的事被追问，没有哪条事实可答时，客户接着怎么说。
    What the customer adds when asked on about what was told, where no fact is the answer."""
    opening: Lines
    """客户开口第一句，里面要听得出异议。
    The first words of the talk; they let the objection be heard."""
    lines: Annotated[tuple[Place, ...], Field(min_length=1)]
    """客户在各种情形下说的话。没写到的，用这类性格常说的。
    What the customer says in each place; the persona's lines serve where nothing is given."""
    models: Mapping[Move, Words]
    """每个话步放在这个客户身上该怎么说，提示和成绩单上用。
    Model replies in this customer's terms by move, shown as hints and on the score card."""
    talks: ModelTalks | None = None
    """老手和新手各怎么谈，`duilian check --talks` 照着演一遍。
    How an expert and a novice talk to this customer; played by `duilian check --talks`."""
    informal: bool = False
    """私下里把事情谈妥合不合适（提高篇 五 3g）。
    Whether settling it privately would be in place."""
    turns: Annotated[int, Field(ge=6, le=60)] = 20
    """学员说满几句，客户就没时间了。
    Replies after which the customer's time is up."""
    transitions: tuple[Transition, ...] = ()
    """这个客户自己的转移，排在异议的前面，先试。
    Transitions of its own, before the objection's, so that they win."""
    people: Annotated[tuple[Participant, ...], Field(min_length=2, max_length=5)] = ()
    """一屋子几个人时，都有谁；要每个人都听到对自己有好处的话，顾虑才算解开。
    Those in the room where there are several; the concern is met only when each has heard something to their own
    benefit."""
    speaker: Id | None = None
    """没点名的时候谁来说，性格也是他的；不写就是第一个。
    Who speaks where nobody is named, and who has the persona; left out, the first."""

    @property
    def main_speaker(self) -> Id | None:
        """Who speaks where nobody is named; None where there is only one person."""
        return self.speaker or (self.people[0].id if self.people else None)

    @property
    def listeners(self) -> tuple[Role, ...]:
        """The roles of those who listen, the main speaker's first; none where that is left open."""
        main = [person.role for person in self.people if person.id == self.main_speaker]
        own = (self.role,) if self.role is not None and not self.people else ()
        return tuple(dict.fromkeys((*own, *main, *(person.role for person in self.people))))

    def speaks_to(self, answer: Answer) -> tuple[Id, ...]:
        """To whose benefit an answer speaks; nobody's in particular where there is only one person."""
        main = self.main_speaker
        return answer.for_ or ((main,) if main is not None else ())

    def won_by(self, answers: Iterable[str]) -> frozenset[Id]:
        """The people in the room to whose benefit any of these answers speaks."""
        given = set(answers)
        return frozenset(id_ for answer in self.answers if answer.id in given for id_ in self.speaks_to(answer))

    def left_out_by(self, answers: Iterable[str]) -> tuple[Participant, ...]:
        """The people in the room to whose benefit none of these answers speaks, in their order."""
        won = self.won_by(answers)
        return tuple(person for person in self.people if person.id not in won)

    def met_by(self, answers: Collection[str]) -> bool:
        """Whether these answers meet the real concern: as many as it takes, and something for everybody in the room."""
        return len(answers) >= self.concern.enough and not self.left_out_by(answers)
