"""What the product can do, wired. `postaify/runtime.py` calls this once; tests call it with their own
gateways.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.accounts.api_keys import CreateApiKey, ListApiKeys, RecogniseKey, RevokeApiKey
from domain.accounts.change_notices import ChangeDigest, ChangeNotices, ChangeQuietHours
from domain.accounts.change_profile import ChangeLanguage, ChangeTimeZone
from domain.accounts.change_settings import ChangeSettings
from domain.accounts.follow_clerk import FollowClerk
from domain.accounts.invitations import AcceptInvitation, InvitationLink
from domain.accounts.recognise_session import RecogniseSession, RegisterWebUser, Sessions
from domain.accounts.register_telegram_user import RegisterTelegramUser
from domain.accounts.start_links import StartLinks
from domain.accounts.tombstones import CLERK
from domain.accounts.user_cache import ChangingUsers, ReadUser, UserCache
from domain.accounts.web_accounts import WebAccounts
from domain.billing.checkout import (
    EnsureCustomer,
    OpenCheckout,
    OpenPortal,
    RefreshPlan,
    RefreshPlanAtSignIn,
    ReturnFromCheckout,
)
from domain.billing.ports import Payments, Shop, StarInvoices
from domain.billing.read_plan import ReadPlan
from domain.billing.reconcile import SOURCE as STRIPE
from domain.billing.reconcile import HandlePaymentEvent, ReconcileCustomers, RepairEvents
from domain.billing.settle import SettlePlan
from domain.billing.stars import (
    AskAboutPayment,
    CheckStars,
    CreditStars,
    EndStarPlans,
    NoteStarRenewal,
    OfferStars,
    RefundStars,
    RenewStars,
)
from domain.billing.sync import SyncCustomer
from domain.billing.tell_usage import TellUsage
from domain.brands.change_brand import ChangeBrand, MakeBrand
from domain.brands.choose_brand import ChooseDefaultBrand, DefaultBrand, ListBrands
from domain.brands.create_brand import CheckBrandName, CheckBrandRoom, CreateBrand
from domain.brands.edit_brand import DeleteBrand, EditBrand, EditVoice, KeepVoice, SetBrandPlatforms
from domain.brands.set_logo import PutLogoOnPictures, RemoveLogo, SetLogo
from domain.brands.set_slots import GetBrand, SetSlots
from domain.clock import Clock
from domain.delivery.deliver_due import DeliverDue
from domain.delivery.models import Kind
from domain.delivery.notices import Notices
from domain.delivery.operators import OperatorNotices
from domain.delivery.pace import Pace
from domain.delivery.ports import Background, Messenger
from domain.delivery.reach_chat import LoseChat, ReopenChat
from domain.inbox.handle_event import ForgetOldEvents, HandleEvent, HandleWaitingEvents
from domain.inbox.note_failure import NoteFailure
from domain.inbox.receive_event import ReceiveEvent
from domain.jobs.ports import JobQueue
from domain.linking.answer_link import AgreeToLink, RefuseLink
from domain.linking.ask_link import AskLink, LinkAddress
from domain.linking.read_links import ReadLinkStatus
from domain.linking.sweep import FollowLinks
from domain.linking.unlink import Unlink
from domain.linking.use_code import UseLinkCode
from domain.media.ports import MediaStore, Uploads
from domain.media.store_media import (
    AddressOf,
    GetMedia,
    KeepFileId,
    LinkToMedia,
    LinkToPublished,
    ReadMedia,
    StoreMedia,
)
from domain.media.sweep import EraseMedia, SweepMedia
from domain.media.take_upload import TakeUpload
from domain.media.workshop_process import MediaWorkshop
from domain.pictures.list_pictures import ListPictures
from domain.pictures.order_picture import (
    CancelPicture,
    FindPicture,
    GetPicture,
    LastPictureChoice,
    OrderAgain,
    OrderPicture,
    TellProgressIn,
)
from domain.pictures.paint_picture import GiveUpLatePictures, PaintPicture
from domain.pictures.ports import Painter, PictureDesk
from domain.pictures.show_picture import HandOver, ShowPicture
from domain.pictures.stamp_logo import StampLogo
from domain.posts.answer_card import AnswerPost, MarkPosted, MarkSnoozed, ReadCard, SettleDoubt, SkipPost
from domain.posts.attach_media import AttachMedia, DetachMedia, LastWorkedOn, PostBehind
from domain.posts.change_post import DeletePost, EditPost, UndoChange
from domain.posts.count_scheduled import CountScheduled
from domain.posts.digest import Digests
from domain.posts.letters import DuePosts, FreshPosts, Nudges
from domain.posts.live_url import KeepLiveUrl
from domain.posts.overdue import DraftMissed, ReadMissed, SendMissed
from domain.posts.plan_digests import PlanDigests
from domain.posts.public_posts import ListPublicPosts
from domain.posts.read_posts import GetPost, ListPosts, ReadPost
from domain.posts.versions import FormerText
from domain.posts.write_post import ChangePost, WritePost
from domain.privacy.begin_erasure import BeginErasure
from domain.privacy.document import ReadOwnData
from domain.privacy.erase_account import EraseAccount, ResumeErasures
from domain.privacy.export_data import ExportData, ForgetExports, ResumeExports
from domain.privacy.order_export import GetExport, LinkToExport, OrderExport
from domain.privacy.ports import ExportDesk, Farewell, Traces
from domain.privacy.read_archive import ReadArchive
from domain.requests.keep_answers import (
    BeginRequest,
    ForgetOldAnswers,
    ForgetRequest,
    KeepAnswer,
    LetGo,
    RenewClaim,
)
from domain.scheduling.move_zone import AnythingScheduled, MoveToZone
from domain.scheduling.read_schedule import NextDelivery, ReadSchedule
from domain.scheduling.repeat_post import ContinueSeries, RepeatPost, SkipOccurrence, StopRepeating
from domain.scheduling.schedule_post import SchedulePost, SendNow, UnschedulePost
from domain.scheduling.take_slot import FindSlot, ScheduleOnSlot
from domain.usage.audit import AuditUsage
from domain.usage.read_usage import ReadUsage
from domain.usage.refund import RefundUsage
from domain.usage.spending import Caps, Spending
from domain.usage.sweep import SweepReservations
from domain.voice.cancel_voice_over import CancelVoiceOver
from domain.voice.clone_voice import CheckRecording, CloneVoice, ForgetVoice, OwnVoice
from domain.voice.list_voice_overs import ListVoiceOvers
from domain.voice.order_voice_over import (
    CharactersLeft,
    CheckScript,
    FindVoiceOver,
    GetVoiceOver,
    OrderVoiceOver,
)
from domain.voice.ports import Speaker, VoiceOverProgress
from domain.voice.show_voice_over import ShowVoiceOver
from domain.voice.speak_voice_over import GiveUpLateVoiceOvers, SpeakVoiceOver
from domain.voice.voices import Catalogue, ChooseSpeakingVoice, GetVoice, HearVoice, ListVoices
from domain.writing.accept_source import AcceptSource, GetSource
from domain.writing.compose_text import ComposeText, WriteText
from domain.writing.compositions import (
    CompositionProgress,
    CountOrders,
    GiveUpLateCompositions,
    ShowComposition,
)
from domain.writing.condense import Condense
from domain.writing.distil_voice import (
    DistilVoice,
    DropVoiceDraft,
    EditVoiceDraft,
    GetVoiceDraft,
    GiveUpLateVoices,
    KeepVoiceDraft,
    OrderVoice,
    OrderVoiceAgain,
    ShowVoice,
    VoiceDesk,
    WaitingVoice,
)
from domain.writing.live import TellLive
from domain.writing.order_from_text import OrderFromText
from domain.writing.order_posts import LastChoice, OrderPosts
from domain.writing.ports import Live, Progress, Writer
from domain.writing.read_results import FindGeneration, ReadComposition, ReadGeneration
from domain.writing.read_script import ReadScript
from domain.writing.rewrite_post import OrderRewrite, RewritePost
from domain.writing.rewrite_text import RewriteText
from domain.writing.runs import PaidWriter
from domain.writing.show_order import ShowOrder
from domain.writing.show_source import OfferSource, ShowSource, SourceDesk, ViewSource
from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import LinkReader, Transcriber
from domain.writing.sources.read_piece import Downloads, GiveUpLatePieces, ReadPiece
from domain.writing.stop_order import RunningGenerations, StopOrder
from domain.writing.write_now import WriteNow
from domain.writing.write_posts import GiveUpLateGenerations, WritePosts


@dataclass(frozen=True, slots=True)
class Gateways:
    """The world outside, behind ports. `owner` names this process in the claims that it makes; `caps` is what
    may be spent, `operators` are the Telegram ids of those who look after the product.
    """

    owner: str
    writer: Writer
    messenger: Messenger
    progress: Progress
    compositions: CompositionProgress
    live: Live
    desk: SourceDesk
    voice_desk: VoiceDesk
    downloads: Downloads
    documents: DocumentReader
    links: LinkReader
    transcriber: Transcriber
    painter: Painter
    picture_desk: PictureDesk
    speaker: Speaker
    voice_overs: VoiceOverProgress
    media_store: MediaStore
    media_workshop: MediaWorkshop
    uploads: Uploads
    start_links: StartLinks
    web_app_url: str | None
    jobs: JobQueue
    sessions: Sessions
    web_accounts: WebAccounts
    user_cache: UserCache
    export_desk: ExportDesk
    farewell: Farewell
    traces: Traces
    payments: Payments
    star_invoices: StarInvoices
    shop: Shop
    pace: Pace
    background: Background
    clock: Clock
    caps: Caps
    operators: Sequence[int]


@dataclass(frozen=True, slots=True)
class UseCases:
    register_telegram_user: RegisterTelegramUser
    change_time_zone: ChangeTimeZone
    change_language: ChangeLanguage
    change_digest: ChangeDigest
    change_quiet_hours: ChangeQuietHours
    change_notices: ChangeNotices
    change_settings: ChangeSettings
    create_api_key: CreateApiKey
    list_api_keys: ListApiKeys
    revoke_api_key: RevokeApiKey
    recognise_key: RecogniseKey
    recognise_session: RecogniseSession

    ask_link: AskLink
    link_address: LinkAddress
    use_link_code: UseLinkCode
    agree_to_link: AgreeToLink
    refuse_link: RefuseLink
    read_link_status: ReadLinkStatus
    unlink: Unlink
    follow_links: FollowLinks
    invitation_link: InvitationLink
    accept_invitation: AcceptInvitation

    check_brand_room: CheckBrandRoom
    check_brand_name: CheckBrandName
    create_brand: CreateBrand
    make_brand: MakeBrand
    change_brand: ChangeBrand
    list_brands: ListBrands
    default_brand: DefaultBrand
    choose_default_brand: ChooseDefaultBrand
    get_brand: GetBrand
    set_slots: SetSlots
    edit_brand: EditBrand
    set_brand_platforms: SetBrandPlatforms
    set_logo: SetLogo
    put_logo_on_pictures: PutLogoOnPictures
    remove_logo: RemoveLogo
    delete_brand: DeleteBrand
    count_scheduled: CountScheduled

    edit_voice: EditVoice
    keep_voice: KeepVoice
    order_voice: OrderVoice
    order_voice_again: OrderVoiceAgain
    show_voice: ShowVoice
    distil_voice: DistilVoice
    give_up_late_voices: GiveUpLateVoices
    waiting_voice: WaitingVoice
    get_voice_draft: GetVoiceDraft
    keep_voice_draft: KeepVoiceDraft
    edit_voice_draft: EditVoiceDraft
    drop_voice_draft: DropVoiceDraft

    accept_source: AcceptSource
    get_source: GetSource
    view_source: ViewSource
    offer_source: OfferSource
    read_piece: ReadPiece
    give_up_late_pieces: GiveUpLatePieces
    last_choice: LastChoice
    order_posts: OrderPosts
    order_from_text: OrderFromText
    read_generation: ReadGeneration
    find_generation: FindGeneration
    show_order: ShowOrder
    stop_order: StopOrder
    running_generations: RunningGenerations
    write_posts: WritePosts
    write_now: WriteNow
    give_up_late_generations: GiveUpLateGenerations
    order_rewrite: OrderRewrite
    rewrite_post: RewritePost
    rewrite_text: RewriteText
    compose_text: ComposeText
    write_text: WriteText
    read_script: ReadScript
    read_composition: ReadComposition
    count_orders: CountOrders
    show_composition: ShowComposition
    give_up_late_compositions: GiveUpLateCompositions

    last_picture_choice: LastPictureChoice
    order_picture: OrderPicture
    order_again: OrderAgain
    get_picture: GetPicture
    list_pictures: ListPictures
    find_picture: FindPicture
    tell_progress_in: TellProgressIn
    cancel_picture: CancelPicture
    show_picture: ShowPicture
    paint_picture: PaintPicture
    give_up_late_pictures: GiveUpLatePictures

    list_voices: ListVoices
    get_voice: GetVoice
    hear_voice: HearVoice
    choose_speaking_voice: ChooseSpeakingVoice
    check_script: CheckScript
    characters_left: CharactersLeft
    order_voice_over: OrderVoiceOver
    get_voice_over: GetVoiceOver
    list_voice_overs: ListVoiceOvers
    find_voice_over: FindVoiceOver
    cancel_voice_over: CancelVoiceOver
    show_voice_over: ShowVoiceOver
    speak_voice_over: SpeakVoiceOver
    give_up_late_voice_overs: GiveUpLateVoiceOvers
    own_voice: OwnVoice
    check_recording: CheckRecording
    clone_voice: CloneVoice
    forget_voice: ForgetVoice

    attach_media: AttachMedia
    detach_media: DetachMedia
    last_worked_on: LastWorkedOn
    post_behind: PostBehind

    store_media: StoreMedia
    read_media: ReadMedia
    get_media: GetMedia
    address_of: AddressOf
    keep_file_id: KeepFileId
    link_to_media: LinkToMedia
    link_to_published: LinkToPublished
    take_upload: TakeUpload
    sweep_media: SweepMedia
    erase_media: EraseMedia

    get_post: GetPost
    list_posts: ListPosts
    read_post: ReadPost
    list_public_posts: ListPublicPosts
    write_post: WritePost
    change_post: ChangePost
    edit_post: EditPost
    undo_change: UndoChange
    former_text: FormerText
    delete_post: DeletePost

    schedule_post: SchedulePost
    send_now: SendNow
    unschedule_post: UnschedulePost
    read_schedule: ReadSchedule
    next_delivery: NextDelivery
    find_slot: FindSlot
    schedule_on_slot: ScheduleOnSlot
    repeat_post: RepeatPost
    continue_series: ContinueSeries
    skip_occurrence: SkipOccurrence
    stop_repeating: StopRepeating
    anything_scheduled: AnythingScheduled
    move_to_zone: MoveToZone

    deliver_due: DeliverDue
    read_card: ReadCard
    mark_posted: MarkPosted
    skip_post: SkipPost
    mark_snoozed: MarkSnoozed
    keep_live_url: KeepLiveUrl
    read_missed: ReadMissed
    send_missed: SendMissed
    draft_missed: DraftMissed
    plan_digests: PlanDigests
    settle_doubt: SettleDoubt
    lose_chat: LoseChat
    reopen_chat: ReopenChat

    shop: Shop
    read_plan: ReadPlan
    refresh_plan: RefreshPlan
    refresh_plan_at_sign_in: RefreshPlanAtSignIn
    open_checkout: OpenCheckout
    open_portal: OpenPortal
    return_from_checkout: ReturnFromCheckout
    sync_customer: SyncCustomer
    reconcile_customers: ReconcileCustomers
    repair_events: RepairEvents
    offer_stars: OfferStars
    check_stars: CheckStars
    credit_stars: CreditStars
    renew_stars: RenewStars
    note_star_renewal: NoteStarRenewal
    refund_stars: RefundStars
    ask_about_payment: AskAboutPayment
    end_star_plans: EndStarPlans

    read_usage: ReadUsage
    tell_usage: TellUsage
    audit_usage: AuditUsage
    refund_usage: RefundUsage
    begin_request: BeginRequest
    renew_claim: RenewClaim
    keep_answer: KeepAnswer
    let_go: LetGo
    forget_request: ForgetRequest
    forget_old_answers: ForgetOldAnswers

    sweep_reservations: SweepReservations
    read_own_data: ReadOwnData
    order_export: OrderExport
    read_archive: ReadArchive
    get_export: GetExport
    link_to_export: LinkToExport
    export_data: ExportData
    resume_exports: ResumeExports
    forget_exports: ForgetExports
    begin_erasure: BeginErasure
    erase_account: EraseAccount
    resume_erasures: ResumeErasures

    note_failure: NoteFailure
    receive_event: ReceiveEvent
    handle_event: HandleEvent
    handle_waiting_events: HandleWaitingEvents
    forget_old_events: ForgetOldEvents


def wire(outside: Gateways) -> UseCases:
    clock = outside.clock
    changing, read_user = ChangingUsers(outside.user_cache), ReadUser(outside.user_cache)
    register_web_user = RegisterWebUser()
    check_brand_room, check_brand_name = CheckBrandRoom(), CheckBrandName()
    default_brand = DefaultBrand()
    get_brand, get_source, get_post = GetBrand(), GetSource(), GetPost()
    change_time_zone, find_slot = ChangeTimeZone(changing), FindSlot(clock)
    schedule_post = SchedulePost(clock)
    create_brand, choose_default = CreateBrand(check_brand_room, check_brand_name), ChooseDefaultBrand()
    due_posts = DuePosts()
    show_order = ShowOrder(outside.progress)
    show_composition, former_text = ShowComposition(outside.compositions), FormerText()
    tell_operators = OperatorNotices(outside.operators)
    spending = Spending(outside.caps, tell_operators)
    settle_plan, open_portal = SettlePlan(tell_operators), OpenPortal(outside.payments)
    sync_customer = SyncCustomer(outside.payments, outside.shop, changing, settle_plan, tell_operators, clock)
    refresh_plan = RefreshPlan(sync_customer, outside.background, clock)
    receive_event = ReceiveEvent(outside.jobs)
    handle_payment_event = HandlePaymentEvent(outside.payments, sync_customer, tell_operators)
    begin_erasure = BeginErasure(outside.jobs, changing)
    follow_clerk = FollowClerk(changing, register_web_user, begin_erasure)
    handle_event = HandleEvent({STRIPE: handle_payment_event, CLERK: follow_clerk}, tell_operators)
    writer = PaidWriter(outside.writer, spending)
    write_posts = WritePosts(writer, Condense(writer), show_order, TellLive(outside.live))
    last_choice = LastChoice()
    order_posts = OrderPosts(outside.jobs, clock, get_source, default_brand, spending)
    keep_voice, get_voice_draft = KeepVoice(get_brand), GetVoiceDraft()
    order_voice, show_voice = OrderVoice(outside.jobs, get_brand, spending), ShowVoice(outside.voice_desk)
    view_source = ViewSource(get_source, last_choice, default_brand)
    show_source = ShowSource(view_source, outside.desk)
    get_picture, show_picture = GetPicture(), ShowPicture(outside.picture_desk)
    order_picture = OrderPicture(outside.jobs, clock, get_post, spending)
    store_media = StoreMedia(outside.media_store, outside.media_workshop)
    get_media, keep_file_id, read_media = GetMedia(), KeepFileId(), ReadMedia(outside.media_store)
    take_upload = TakeUpload(outside.uploads, store_media, keep_file_id)
    erase_media, read_archive = EraseMedia(outside.media_store), ReadArchive(outside.media_store)
    get_export = GetExport()
    voices = Catalogue(outside.speaker)
    get_voice, check_script = GetVoice(voices), CheckScript(outside.speaker)
    show_voice_over = ShowVoiceOver(outside.voice_overs)
    change_language, change_digest = ChangeLanguage(changing), ChangeDigest(changing)
    change_notices, change_quiet_hours = ChangeNotices(changing), ChangeQuietHours(changing)
    change_brand = ChangeBrand(get_brand, check_brand_name, choose_default, get_voice)
    edit_post, keep_live_url = EditPost(), KeepLiveUrl()
    attach_media, detach_media = AttachMedia(get_media), DetachMedia()
    return UseCases(
        register_telegram_user=RegisterTelegramUser(),
        change_time_zone=change_time_zone,
        change_language=change_language,
        change_digest=change_digest,
        change_quiet_hours=change_quiet_hours,
        change_notices=change_notices,
        change_settings=ChangeSettings(
            changing, change_language, change_notices, change_digest, change_quiet_hours
        ),
        create_api_key=CreateApiKey(),
        list_api_keys=ListApiKeys(),
        revoke_api_key=RevokeApiKey(clock),
        recognise_key=RecogniseKey(clock, read_user),
        recognise_session=RecogniseSession(outside.sessions, read_user, register_web_user),
        ask_link=AskLink(),
        link_address=LinkAddress(outside.start_links, outside.web_app_url),
        use_link_code=UseLinkCode(),
        agree_to_link=AgreeToLink(changing),
        refuse_link=RefuseLink(),
        read_link_status=ReadLinkStatus(),
        unlink=Unlink(changing),
        follow_links=FollowLinks(changing),
        invitation_link=InvitationLink(changing, outside.start_links),
        accept_invitation=AcceptInvitation(changing),
        check_brand_room=check_brand_room,
        check_brand_name=check_brand_name,
        create_brand=create_brand,
        make_brand=MakeBrand(create_brand, change_brand),
        change_brand=change_brand,
        list_brands=ListBrands(),
        default_brand=default_brand,
        choose_default_brand=choose_default,
        get_brand=get_brand,
        set_slots=SetSlots(get_brand),
        edit_brand=EditBrand(change_brand),
        set_brand_platforms=SetBrandPlatforms(get_brand),
        set_logo=SetLogo(get_brand, take_upload),
        put_logo_on_pictures=PutLogoOnPictures(get_brand),
        remove_logo=RemoveLogo(get_brand),
        delete_brand=DeleteBrand(get_brand),
        count_scheduled=CountScheduled(),
        edit_voice=EditVoice(),
        keep_voice=keep_voice,
        order_voice=order_voice,
        order_voice_again=OrderVoiceAgain(order_voice),
        show_voice=show_voice,
        distil_voice=DistilVoice(writer, show_voice),
        give_up_late_voices=GiveUpLateVoices(show_voice),
        waiting_voice=WaitingVoice(),
        get_voice_draft=get_voice_draft,
        keep_voice_draft=KeepVoiceDraft(get_voice_draft, keep_voice),
        edit_voice_draft=EditVoiceDraft(get_voice_draft),
        drop_voice_draft=DropVoiceDraft(get_voice_draft),
        accept_source=AcceptSource(clock, outside.jobs),
        get_source=get_source,
        view_source=view_source,
        offer_source=OfferSource(view_source, show_source, outside.desk),
        read_piece=ReadPiece(
            outside.downloads, outside.documents, outside.links, outside.transcriber, show_source
        ),
        give_up_late_pieces=GiveUpLatePieces(show_source),
        last_choice=last_choice,
        order_posts=order_posts,
        order_from_text=OrderFromText(get_brand, order_posts),
        read_generation=ReadGeneration(),
        find_generation=FindGeneration(),
        show_order=show_order,
        stop_order=StopOrder(),
        running_generations=RunningGenerations(),
        write_posts=write_posts,
        write_now=WriteNow(clock, spending, get_brand, default_brand, write_posts),
        give_up_late_generations=GiveUpLateGenerations(show_order),
        order_rewrite=OrderRewrite(outside.jobs, clock, spending),
        rewrite_post=RewritePost(writer, show_composition),
        rewrite_text=RewriteText(outside.jobs, default_brand, spending),
        compose_text=ComposeText(outside.jobs, spending),
        write_text=WriteText(writer, show_composition),
        read_script=ReadScript(),
        read_composition=ReadComposition(),
        count_orders=CountOrders(),
        show_composition=show_composition,
        give_up_late_compositions=GiveUpLateCompositions(show_composition),
        last_picture_choice=LastPictureChoice(),
        order_picture=order_picture,
        order_again=OrderAgain(get_picture, order_picture),
        get_picture=get_picture,
        list_pictures=ListPictures(),
        find_picture=FindPicture(),
        tell_progress_in=TellProgressIn(),
        cancel_picture=CancelPicture(get_picture),
        show_picture=show_picture,
        paint_picture=PaintPicture(
            outside.painter,
            spending,
            StampLogo(read_media, outside.media_workshop),
            store_media,
            show_picture,
            HandOver(outside.picture_desk),
        ),
        give_up_late_pictures=GiveUpLatePictures(show_picture),
        list_voices=ListVoices(voices),
        get_voice=get_voice,
        hear_voice=HearVoice(outside.speaker, get_voice),
        choose_speaking_voice=ChooseSpeakingVoice(get_brand, get_voice),
        check_script=check_script,
        characters_left=CharactersLeft(clock),
        order_voice_over=OrderVoiceOver(outside.jobs, clock, check_script, get_voice, get_post, spending),
        get_voice_over=GetVoiceOver(),
        list_voice_overs=ListVoiceOvers(),
        find_voice_over=FindVoiceOver(),
        cancel_voice_over=CancelVoiceOver(),
        show_voice_over=show_voice_over,
        speak_voice_over=SpeakVoiceOver(outside.speaker, spending, store_media, show_voice_over),
        give_up_late_voice_overs=GiveUpLateVoiceOvers(show_voice_over),
        own_voice=OwnVoice(),
        check_recording=CheckRecording(),
        clone_voice=CloneVoice(outside.speaker),
        forget_voice=ForgetVoice(outside.speaker),
        attach_media=attach_media,
        detach_media=detach_media,
        last_worked_on=LastWorkedOn(),
        post_behind=PostBehind(),
        store_media=store_media,
        read_media=read_media,
        get_media=get_media,
        address_of=AddressOf(outside.media_store),
        keep_file_id=keep_file_id,
        link_to_media=LinkToMedia(outside.media_store, get_media),
        link_to_published=LinkToPublished(outside.media_store),
        take_upload=take_upload,
        sweep_media=SweepMedia(outside.media_store),
        erase_media=erase_media,
        get_post=get_post,
        list_posts=ListPosts(),
        read_post=ReadPost(),
        list_public_posts=ListPublicPosts(),
        write_post=WritePost(clock, get_brand, default_brand, get_media),
        change_post=ChangePost(
            edit_post, keep_live_url, attach_media, detach_media, AnswerPost(clock), get_media
        ),
        edit_post=edit_post,
        undo_change=UndoChange(former_text),
        former_text=former_text,
        delete_post=DeletePost(),
        schedule_post=schedule_post,
        send_now=SendNow(clock, schedule_post),
        unschedule_post=UnschedulePost(),
        read_schedule=ReadSchedule(),
        next_delivery=NextDelivery(),
        find_slot=find_slot,
        schedule_on_slot=ScheduleOnSlot(get_post, find_slot, schedule_post),
        repeat_post=RepeatPost(clock, schedule_post),
        continue_series=ContinueSeries(clock),
        skip_occurrence=SkipOccurrence(clock),
        stop_repeating=StopRepeating(),
        anything_scheduled=AnythingScheduled(),
        move_to_zone=MoveToZone(clock, changing, change_time_zone),
        deliver_due=DeliverDue(
            outside.owner,
            outside.messenger,
            outside.pace,
            {
                Kind.POST: due_posts,
                Kind.FRESH_POST: FreshPosts(),
                Kind.NOTICE: Notices(),
                Kind.NUDGE: Nudges(),
                Kind.DIGEST: Digests(clock),
            },
            outside.background,
        ),
        read_card=ReadCard(),
        mark_posted=MarkPosted(clock),
        skip_post=SkipPost(),
        mark_snoozed=MarkSnoozed(),
        keep_live_url=keep_live_url,
        read_missed=ReadMissed(),
        send_missed=SendMissed(clock),
        draft_missed=DraftMissed(),
        plan_digests=PlanDigests(),
        settle_doubt=SettleDoubt(due_posts),
        lose_chat=LoseChat(),
        reopen_chat=ReopenChat(),
        shop=outside.shop,
        read_plan=ReadPlan(clock),
        refresh_plan=refresh_plan,
        refresh_plan_at_sign_in=RefreshPlanAtSignIn(refresh_plan, outside.background, clock),
        open_checkout=OpenCheckout(
            outside.payments,
            outside.shop,
            EnsureCustomer(outside.payments),
            open_portal,
            sync_customer,
            clock,
        ),
        open_portal=open_portal,
        return_from_checkout=ReturnFromCheckout(sync_customer),
        sync_customer=sync_customer,
        reconcile_customers=ReconcileCustomers(sync_customer),
        repair_events=RepairEvents(outside.payments, receive_event),
        offer_stars=OfferStars(outside.star_invoices, outside.shop, clock),
        check_stars=CheckStars(outside.shop, clock),
        credit_stars=CreditStars(changing, settle_plan, tell_operators, clock),
        renew_stars=RenewStars(outside.star_invoices, clock),
        note_star_renewal=NoteStarRenewal(clock),
        refund_stars=RefundStars(outside.operators, outside.star_invoices, changing, settle_plan, clock),
        ask_about_payment=AskAboutPayment(tell_operators, clock),
        end_star_plans=EndStarPlans(changing, settle_plan, clock),
        read_usage=ReadUsage(clock),
        tell_usage=TellUsage(clock),
        audit_usage=AuditUsage(tell_operators),
        refund_usage=RefundUsage(outside.operators),
        begin_request=BeginRequest(),
        renew_claim=RenewClaim(),
        keep_answer=KeepAnswer(),
        let_go=LetGo(),
        forget_request=ForgetRequest(),
        forget_old_answers=ForgetOldAnswers(),
        sweep_reservations=SweepReservations(),
        read_own_data=ReadOwnData(outside.media_store, clock, read_archive),
        order_export=OrderExport(outside.jobs),
        read_archive=read_archive,
        get_export=get_export,
        link_to_export=LinkToExport(outside.media_store, get_export),
        export_data=ExportData(outside.media_store, outside.export_desk, clock),
        resume_exports=ResumeExports(outside.jobs),
        forget_exports=ForgetExports(outside.media_store),
        begin_erasure=begin_erasure,
        erase_account=EraseAccount(
            outside.farewell,
            outside.payments,
            outside.star_invoices,
            outside.web_accounts,
            outside.speaker,
            outside.media_store,
            erase_media,
            outside.traces,
            changing,
        ),
        resume_erasures=ResumeErasures(outside.jobs, tell_operators),
        note_failure=NoteFailure(),
        receive_event=receive_event,
        handle_event=handle_event,
        handle_waiting_events=HandleWaitingEvents(handle_event),
        forget_old_events=ForgetOldEvents(),
    )
