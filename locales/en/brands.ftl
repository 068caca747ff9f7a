brand-offer = Shall we set up your brand, so that posts sound like you? It takes a minute.
brand-create = Create a brand
brand-later = Later
brand-ask-name = What is your brand called?
brand-ask-description = What does <b>{ $name }</b> do? One or two sentences.
brand-ask-audience = Who do you write for?
brand-ask-tone = How should it sound? For example: “warm, short sentences, no buzzwords”.
brand-ask-platforms = Where do you publish? Choose any, then tap Done.
brand-done = Done
brand-created = <b>{ $name }</b> is ready.
brand-chosen = You now write for { $name }.
brands-none = You have no brand yet. A brand gives your posts their voice.
brands-list = { $number ->
    [one] <b>Your brand</b>
   *[other] <b>Your brands</b> – tap the one you write for
}
brands-line = <b>{ $name }</b> – { $platforms }
brands-line-bare = <b>{ $name }</b>
