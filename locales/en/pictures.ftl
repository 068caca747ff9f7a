command-image = Paint a picture
picture-from-post = 🖼 Picture

picture-ask = 🖼 <b>What shall be on the picture?</b> Describe it to me, like “a quiet harbour at dawn, fishing boats, soft light”. 3 to 2,000 characters.
picture-words-gone = I no longer know what shall be on this picture. Please describe it once more, in 3 to 2,000 characters.
picture-choices = 🖼 <b>How shall I paint it?</b>
picture-suggested = 🖼 <b>A picture for your post.</b> I took the description from it; change it if something else shall be seen.
picture-paint = 🎨 Paint
picture-change = ✏️ Describe it differently

look-photographic = Photographic
look-digital-art = Digital art
look-none = No style
shape-square = ◻️ 1:1
shape-landscape = ▭ 16:9
shape-portrait = ▯ 9:16
model-fast = Fast
model-better = Better
model-best = Best

picture-queued = ⏳ <b>Your picture waits for its turn.</b> You can go on with other things; I bring it here.
picture-painting = 🎨 <b>Painting…</b> You can go on with other things; I bring the picture here.
picture-cancel = ✖️ Cancel
picture-cancelled = ✖️ <b>Cancelled.</b> It has not cost you anything.
picture-cancel-done = All right, no picture.
picture-cancel-late = There is nothing to cancel any more.
picture-on-its-way = I am painting; one moment, please.

picture-flagged = 🚫 <b>I may not paint this.</b> The result was flagged as unsuitable, so I do not show it. It has not cost you anything. Please describe something else.
picture-refused = ⚠️ <b>The painter cannot do anything with this description.</b> It has not cost you anything. Please describe it differently.
picture-cap = ⚠️ I have painted all that I may for today. It has not cost you anything; tomorrow I can paint again.
picture-failed = ⚠️ <b>The picture did not work out.</b> { $why } It has not cost you anything.
picture-busy = The painter does not answer right now.
picture-unusable = What the painter handed in was not fit to be shown.

picture-attach = 📎 Attach to a post
picture-attach-here = 📎 Attach to the post
picture-again = 🔁 Again
picture-done = ✓ Done
picture-kept = The picture stays here.
picture-attached = 🖼 The picture is attached.
picture-which-post = 📎 <b>Which post is it for?</b> Tap a number.
picture-no-posts = You have no post yet to attach it to. Send me a text and I make some; the picture stays here.

pictures-used-up = { $limit ->
    [one] The { $limit } picture of your plan is used up for this month; there is a new one on the 1st.
   *[other] The { $limit } pictures of your plan are used up for this month; there are new ones on the 1st.
}
error-prompt-too-short = { $least ->
    [one] Please tell me a little more: at least { $least } character.
   *[other] Please tell me a little more: at least { $least } characters.
}
error-prompt-too-long = { $limit ->
    [one] That is a lot for one picture: please say it in at most { $limit } character.
   *[other] That is a lot for one picture: please say it in at most { $limit } characters.
}
error-picture-not-found = I cannot find that picture any more.
error-picture-not-ready = There is no finished picture here to attach.
