settings-export = Export my data
settings-erase = Delete my account

export-making = I am putting everything together that I keep of you: one archive, with your texts, pictures and recordings. It comes here; you can go on meanwhile.
export-here = Everything that I keep of you. data.json holds the words and numbers, the folder “media” your pictures and recordings.
export-ready = Your archive is ready ({ $size } MB). I keep it for a week.
export-link = Here it is. The link works for 15 minutes.
export-get = Get it
export-download = Download
export-failed = I could not put your data together. Please try again.
export-news = Your archive is ready. I keep it for a week.

erase-ask =
    <b>Delete your account?</b>

    These go for good: your brands, posts and everything that is scheduled, your texts, pictures and recordings, your own voice, your sign-in and your keys. A paid plan ends at once.

    You may want to export your data first.
erase-go-on = Delete my account
erase-ask-surely =
    <b>Are you sure?</b>

    This cannot be undone. Nothing that is scheduled will come any more.
erase-surely = Yes, delete everything
erase-keep = No, keep it
erase-kept = Good. Everything stays as it is.
erase-begun = Your account is closed. I am deleting everything in it now.
erase-farewell =
    Your account and all that was in it is being deleted. This is my last message.

    Should you ever want to begin anew, send /start.
erase-nobody = This account was deleted. Send /start to begin anew.

operators-erasure-waits = Deleting an account has been waiting for days: { $id }. Something outside does not answer; it is tried again every hour.

error-export-not-found = That archive is not there any more. You can order a new one in /settings.
