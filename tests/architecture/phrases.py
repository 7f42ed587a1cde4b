"""Phrases that no native speaker would write here, with what to write instead.

Patterns are in lower case, because texts are compared in lower case. Keep them narrow: a pattern
that matches good English makes people rewrite sentences for the test alone.
"""

import re

PHRASES = {
    # ---- verbs of place for "is" and "contains"
    r"stands? (?:there|here|beside|behind|between|under|open|for|in the (?:file|row))": "is",
    r"stands? (?:on|above|below) (?:it|them|each other|all|what|sound|tiers)": "builds on, is on",
    r"(?:stood|standing) (?:there|beside|before|in)": "was, is",
    r"(?:can)?not stand together": "contradict each other",
    r"(?:variable|column|frame|chart|picture|text|sentence)s? (?:that )?stands?": "is, appears",
    r"stands? on (?:pages|paper|the page)": "appears on",
    r"can(?:not)? be meant": "makes (no) sense",
    r"before its time": "too early",
    r"lies (?:in|on|over|beside|between|below|above|there|within)": "is",
    r"holds? (?:what|nothing|no|so much|less than|too few)": "contains",
    r"what holds (?:you|for)": "what limits, what is true of",
    r"held against": "compared with",
    r"hang(?:s|ing)? on it": "depends on it",
    # ---- existence
    r"once (?:there (?:is|are)|it is there|they are there)": "when there is, after",
    r"(?:is|are|was|were|be) (?:not )?there (?:already|yet|again|at all)": "exists, is missing",
    r"(?:is|are|was) not there": "is missing",
    r"(?:not )?here yet": "not installed, not ready",
    r"(?:what|as) (?:it )?(?:there is|is there|are there)": "the budget, the existing one",
    r"more than (?:there is|is left|are left|is there)": "over budget",
    r"to be had": "available",
    r"(?:is|are|was|were) away": "is unavailable",
    r"to speak of": "worth mentioning",
    r"in (?:this|that) moment": "at this moment",
    r"(?<!there )(?:is|are|was|were) no (?:gap|step|field|quarter|action|number|answer|question"
    r"|table|link|person|day|text|list|secret|reason|model)": "is not a",
    # ---- old-fashioned words
    r"anew": "again",
    r"begun": "started",
    r"besides": "as well, apart from",
    r"whoever": "the person who, anyone who",
    r"from where": "where",
    r"(?:thereof|therein|herewith|wherein|whereof)": "of it, in it",
    r"(?:it|they|nobody|that|who|which) shall": "will, must",
    r"mend(?:s|ed|ing)?": "fix",
    r"till (?:the|then|now|it)": "until",
    # ---- people
    r"(?:somebody|someone|anybody|anyone|nobody|one|those|people) of (?:your|the|our|its) team": (
        "a team member"
    ),
    r"(?<!member )(?<!members )(?<!rest )of your team": "in your team",
    r"(?:people|persons) of (?:a|an|one|another|your|its|this|each) "
    r"(?:business|firm|practice|consultancy)": "people in",
    r"(?:of|for) somebody's": "someone's",
    r"(?:somebody|anybody|nobody) (?:of|such|does it)": "the person",
    r"nobody's": "without an owner",
    r"(?:to|which|until|as) nobody": "no one, not … any",
    r"nobody (?:has|have) (?:wanted|asked|heard|tried)": "not",
    r"nobody (?:guesses|declared|makes)": "no one, unused, undeclared",
    r"everybody together": "the whole team",
    r"makes themselves": "becomes",
    r"(?:they|people|who) (?:may )?come in with": "sign in with",
    # ---- literal idioms
    r"what (?:came|comes|has come|will come) of": "the result of",
    r"what (?:becomes|became) of": "what happens to",
    r"what was done (?:of|for it)": "how it went",
    r"nothing (?:came|comes) of": "no result",
    r"(?:done|achieved) of (?:it|your|the|a|that|this)": "done in",
    r"nothing of (?:your|the|its|their|this|that|it|what)": "nothing in, not any",
    r"what (?:a |an |the |these )?(?:sheet|sheets|answers|it|they|check|row) (?:comes?|came) to": (
        "the score of"
    ),
    r"s(?:ees?|aw|een) to (?:it|that)": "makes sure",
    r"(?:checks?|work|plan|quarter|business|action|link) in hand": "current",
    r"(?<!as )of today(?!['’])": "today's, current",
    r"by (?:itself|themselves)": "automatically, on its own",
    r"asks? back": "asks for confirmation",
    r"(?:comes?|came|goes|taken?|takes) along": "is included",
    r"go(?:es)? out (?:to|by|of|with|once|again)": "is sent",
    r"put(?:s|ting)? right": "correct",
    r"(?:puts?|putting) (?:it|an answer|answers|one|them) right": "correct",
    r"has (?:had )?(?:its|the last|their) (?:say|word)": "decides",
    r"left in peace": "left unchanged",
    r"(?:broke|broken|breaks) off": "was cut off",
    r"on their way": "in transit",
    r"ha[sd] enough of": "has reached its limit",
    r"(?:on|from|off|to) the shelf": "in the cache",
    r"(?:the|a|our|this|each|every|one|warm|second) press(?!ed)": "the PDF worker",
    r"one door to": "only … imports",
    r"(?:rules? )?of the house": "conventions",
    r"(?:colours at|by) night": "in the dark theme",
    r"speaks? for itself": "shows its own output",
    r"the way (?:back|on|there) beside": "with a link",
    r"(?:a|the) slip (?:in|of)": "a typo",
    r"are slips": "are typos",
    r"\d+ dots": "pixels",
    r"(?:not|is) your doing": "your fault",
    r"(?:may|might) have run out": "may have expired",
    r"(?:link|code|invitation|session) ha[sd] run out": "has expired",
    r"that was (?:enough|it|all)": "you've reached",
    r"(?:about|roughly) like this": "preview",
    r"three lines, then": "three fields",
    r"guard what": "keep up",
    r"(?:was|is) (?:it|that|this|an? \w+) not (?:you|right|yours)": "if this wasn't you",
    r"one you do not know": "one you don't recognise",
    r"has had its (?:quarter|time|day)": "has ended",
    r"gives? (?:the )?most for": "has the best return",
    r"stays to be": "can still be",
    r"in hours and money": "within budget",
    r"not yet (?:tried|heard)": "has not been tested, please confirm",
    # ---- saying and words
    r"(?:its|their|other|further|these|no|our|(?:its|our|nobody's) own) words": "text, output",
    r"(?<!in the )words (?:for|of|above|around|there|beside|stand|say|in it)": "text, label",
    r"(?:says?|said|tells?) nothing": "is empty, does not tell",
    r"nothing is said": "there is no value",
    r"(?:is|are|was) (?:said|told) (?:so|with|as|by|of)": "is reported",
    r"ha[sd] to say": "says, defines",
    r"as (?:the )?(?:results|contracts|pages?|forms?|files?|models?|settings|reports?|library) "
    r"ha(?:s|ve) (?:it|them)": "as in",
    r"(?:not )?what (?:it|they|one|that) may be": "not allowed",
    r"what (?:a|an|the) \w+ may (?:hold|be|say|have)": "the format of",
    r"not what (?:it|they) (?:was|were|must be)": "changed, not allowed",
    r"may be (?:\d+|one) (?:to|or more)": "must be",
    r"knows? (?:of )?nothing": "does not know",
    # ---- quantities
    r"(?:at least|by|worth|of|so) so (?:much|many)": "this much",
    r"so many (?:of|steps|days|hours|practices|words|weeks|pages|times|are|were|is)": "this many",
    r"so (?:often|long) (?:the|a|an|into|they|it)": "how often, how long",
    r"one (?:tier|step|action|page|answer|question|day|hour|week|person|level) more": "one more",
    r"(?:of|for|below|than|in) the whole(?! \w)": "overall",
    r"the least (?:a|an|contrast|that|number)": "the minimum",
    r"alike everywhere": "the same everywhere",
    r"how far (?:a|an|the|each|every|one|it|they) (?:\w+ )?(?:is|are)(?! (?:from|over|below))": (
        "the status of"
    ),
    r"two looks": "two checks",
    # ---- order of words
    r"never (?:\w+ ){1,4}but (?:the|a|an|one|by|in|as|what|with|on)": "only",
    r"that is so (?:where|if|without|when|for)": "this happens if",
    r"(?:nothing|nobody) (?:\w+ ){0,3}any more": "no longer",
    r"goes on (?:until|as|where|through)": "continues",
    r"leads? (?:there|on from)": "reaches it, maps to",
    r"with it goe?s?": "is removed with it",
    r"everything, also": "everything, including",
    r"gives? back": "returns",
    r"of which (?:a|the|no|none|one|it|some|any|most)": "split the sentence",
}

ANY_PHRASE = re.compile(
    r"\b(?:" + "|".join(PHRASES) + r")\b|, also (?:where|when|if|in|on|those|by)"
)
"""All phrases in one pattern, because one search for each of them would take too long."""


def better(phrase: str) -> str:
    """Return what to write instead of a phrase that `ANY_PHRASE` found."""
    return next(
        (instead for pattern, instead in PHRASES.items() if re.fullmatch(pattern, phrase)),
        "including, even",
    )
