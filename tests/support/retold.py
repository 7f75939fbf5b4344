"""Stories that are told twice, in other words, by an author who knew no threshold."""

RETOLD = (
    (
        "In my second year at the bank I found that our payment exports held card numbers in plain text. I was the"
        " one who owned the export. I wrote a masking step, ran it beside the old job for two weeks, and compared the"
        " files. We went from twelve thousand exposed cards to none, and the auditor closed the finding.",
        "At the bank, about two years in, the export of payments still had plain card numbers in it, and the export"
        " was mine. So I built a step that masks them. I let both jobs run next to each other for two weeks and"
        " compared what came out. Twelve thousand cards were exposed before, none after, and audit was satisfied.",
    ),
    (
        "A vendor wanted administrator rights on our build servers by Friday. My director had already said yes. I"
        " showed him the three credentials on those servers, proposed a jump host with session recording, and set it"
        " up in two days. The vendor delivered on Friday, with no administrator rights at all.",
        "My director had promised a vendor administrator access to the build servers before the week was over. I went"
        " to him with a list of the credentials that sat there, and offered a jump host that records sessions. Two"
        " days later it stood. The vendor made the Friday date and never needed to be administrator.",
    ),
    (
        "Support tickets about locked accounts took our team six hours a week. I measured which rule locked them, saw"
        " that nine of ten were roaming phones, and changed the rule to look at the device. Tickets dropped from"
        " eighty to seven a week.",
        "We lost six hours every week to people whose account was locked. So I counted the rules behind it: roaming"
        " phones, nine times out of ten. I made the rule look at devices, and the tickets went from eighty a week to"
        " seven.",
    ),
    (
        "A new colleague from operations wanted to move into security. I gave her an hour every Thursday for half a"
        " year, let her lead two reviews, and sat silent in the second one. She passed the internal exam in March and"
        " now runs the review rota.",
        "Someone in operations asked me how to get into security. For six months we met on Thursdays for an hour. She"
        " led two reviews and in the second I only listened. In March she passed the exam, and today the review rota"
        " is hers.",
    ),
    (
        "Last autumn our billing service charged some customers twice after a failover. I was on call. I stopped the"
        " retry job, wrote a query that found every double charge, and refunded four hundred people before breakfast."
        " Then I made the charge idempotent with a key. It has not happened since.",
        "I was on call the night that billing failed over, and people got charged two times. First I stopped the job"
        " that retries. I then looked for the double charges with a query and we had refunded about four hundred"
        " customers by the morning. After that I added an idempotency key, and it never came back.",
    ),
    (
        "Two senior engineers on my team would not review each other's code any more. I talked to each of them alone,"
        " found out that it began with a rejected design, and asked both to write down what they needed. We agreed on"
        " review rules in one page. Reviews went from nine days to two.",
        "There were these two seniors who refused to look at each other's pull requests. So I had a one-to-one with"
        " both. It turned out a design of one had been rejected by the other. I got them to write what they need from"
        " a review, made one page of rules out of it, and the time for a review fell from nine days to two.",
    ),
    (
        "Our mobile release took three days because a person tested it by hand on eleven phones. I recorded what she"
        " did, automated the forty steps that never changed, and left her the ten that need eyes. Now a release takes"
        " four hours, and we ship every week.",
        "So one tester had eleven phones on her desk and it took her three days for every release. I watched and"
        " recorded the steps, and forty of them I automated. Ten she still does by eye. We release weekly now, within"
        " four hours.",
    ),
    (
        "The security team wanted to block all USB sticks. In the hospital, radiology needs them for images from other"
        " clinics. I spent a day in radiology, counted sixty sticks, and proposed a scanning kiosk. We blocked the"
        " rest. There was not one complaint, and the kiosk caught three infected sticks in a month.",
        "We were about to forbid USB sticks for the whole hospital, but I knew that radiology gets pictures on them."
        " I sat there for one day and counted. Sixty sticks. So I suggested a kiosk that scans them, and everything"
        " else was blocked. Nobody complained, and three sticks with malware were found in the first month.",
    ),
    (
        "When I joined, nobody could say which of our servers were ours. I compared the cloud bill with the inventory,"
        " tagged nine hundred machines with their owners, and switched off seventy that nobody claimed. That saved"
        " eleven thousand a month.",
        "At my new job I asked for a list of servers, and there was none. I took the invoice of the cloud provider"
        " and worked backwards. In the end nine hundred had an owner's tag. About seventy had none, so I turned them"
        " off, and we pay eleven thousand less every month.",
    ),
)
"""Stories told twice, in other words."""
