"""Forenames that are forms of one another: short forms, and spellings of names that come from other scripts. Normalised, one group a line."""

_GROUPS = """
abdul abdel abdal
abigail abi abby abbie gail
ahmed ahmad ahmet achmed
alan allan allen al
albert bert bertie al
alexander alex alec sandy xander sasha aleksander alejandro
alexandra alex sandra sasha lexi
alfred alf alfie fred
alison ali allie
amanda mandy
andrew andy drew andre andrei andrzej andreas
angela angie
anna ann anne annie ania hannah
anthony antony tony ant anton antonio
arthur art artie
barbara babs barb
benjamin ben benny benji
bernard bernie
bradley brad
bridget bronagh biddy bridie
cameron cam
catherine katherine kathryn katharine kate katie kathy cathy kitty kath cath kasia katarzyna ekaterina
charles charlie chas chuck karl carl
charlotte charlie lottie
christina christine kirsty tina chris chrissie
christopher chris kit topher krzysztof
constance connie
cynthia cindy
daniel dan danny daniil
david dave davey davie dafydd dai taffy dawid
deborah debra debbie deb debs
dennis den denny
diana diane di
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug dougie
edward ed eddie ted teddy ned eddy
edwin ed eddie
eleanor ellie nell nora lena
elizabeth liz lizzie beth betty eliza elisabeth bess libby betsy lisa elzbieta
emily em emmy millie
emma em
ernest ernie
ethan eitan
eugene gene
evelyn eve evie
ewan euan owen
fatima fatma fatimah
florence flo florrie
frances fran frankie
francis frank frankie
frederick fred freddie freddy frederic
gabriel gabe
geoffrey jeffrey geoff jeff
george georgie jerzy giorgi
gerald gerry jerry
gerard gerry
gillian jill gill
gregory greg gregor grzegorz
gwendolyn gwen
harold harry hal
harriet hattie
hassan hasan hassen
helen nell lena
henry harry hank hal
howard howie
hussein hussain husain hossein husayn
ian iain
ibrahim ebrahim abraham ibraheem
isabel isabella isobel izzy bella belle
jacob jake jakub
jacqueline jackie jacqui
james jim jimmy jamie jimbo seamus hamish
janet jan
janice jan
jason jay
jennifer jen jenny jenna
jeremy jerry jez
jessica jess jessie
joan joanie
joanna joanne jo joasia
john jack johnny jon johnnie jan ivan sean ian
jonathan jon jonny johnathan
joseph joe joey jo josef jozef yusuf
josephine jo josie
joshua josh
judith judy judi
julia julie jules
katrina kat trina
kenneth ken kenny
kevin kev
kimberley kim
laura laurie
lawrence laurence larry laurie lawrie
leonard leo len lenny
leslie les
lewis louis lou louie
linda lyn lindy
louise lou
lucy lucille lou
madeleine maddie madeline
malcolm mal
margaret maggie meg peggy marge madge rita greta malgorzata
maria mary marie molly polly mia
mark marc marcus marek
martin marty
matthew matt matty mateusz matthias
maureen mo
maurice mo
maximilian max
megan meg
melanie mel
melissa mel lissa
michael mike micky mick mikey mitch michal mikhail miguel
michelle shelly chelle
mitchell mitch
mohammed muhammad mohamed mohammad mohamad muhammed mohamud mehmet mo mohd md
mustafa mostafa mustapha
natalie nat natalia natasha
nathan nate nat
nathaniel nate nat nathan
neil neal niall
nicholas nick nicky nicolas nico nikolai mikolaj
nicola nicky nikki
nigel nige
norman norm
oliver ollie olly
olivia liv livvy
omar umar
pamela pam
patricia pat trish tricia patsy
patrick pat paddy rick
paul pavel pawel
penelope penny
peter pete piotr pyotr pedro
philip phil phillip pip
priscilla cilla
rachel rach rachael
raymond ray
rebecca becky becca bex rebekah
reginald reg reggie
richard rick dick richie ricky rich ryszard
robert rob bob bobby robbie bert robin
roger rodge
roland roly
ronald ron ronnie
rosemary rose rosie
roy leroy
rupert rup
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sara sadie
shaun sean shawn
sharon shaz
sidney sid
simon si
stanley stan
stephanie steph stevie
stephen steven steve stevie stefan szczepan
stuart stewart stu
susan sue susie suzie susanna suzanne
suleiman sulaiman soliman suleyman
sylvia syl
terence terry tel
teresa theresa terry tess tessa
theodore theo ted teddy
thomas tom tommy tomasz tomas
timothy tim timmy
tobias toby
tracey tracy trace
ursula ursa
valerie val
veronica ronnie vera
victor vic
victoria vicky tori vicki vix
vincent vince vinny
walter walt wally
wayne way
wilfred wilf fred
william will bill billy liam willie wills wil
winifred win winnie freda
yusuf yousef yousuf yusef youssef joseph
yvonne eve
zachary zach zac zak
"""

_FORMS: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_GROUPS.split("\n")):
    for _form in _line.split():
        _FORMS[_form] = _FORMS.get(_form, frozenset()) | {_number}


def are_forms_of_one(mine: str, theirs: str) -> bool:
    """Whether two normalised forenames are forms of one name: Bill and William, Muhammad and Mohamed. Two short forms count too."""
    return not _FORMS.get(mine, frozenset()).isdisjoint(_FORMS.get(theirs, frozenset()))
