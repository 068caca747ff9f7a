"""What the product can do, wired. `postaify/runtime.py` calls this once; tests call it with their own
gateways.
"""

from dataclasses import dataclass

from domain.accounts.change_profile import ChangeLanguage, ChangeTimeZone
from domain.accounts.register_telegram_user import RegisterTelegramUser
from domain.brands.choose_brand import ChooseDefaultBrand, DefaultBrand, ListBrands
from domain.brands.create_brand import CheckBrandName, CheckBrandRoom, CreateBrand
from domain.clock import Clock
from domain.delivery.deliver_due import DeliverDue
from domain.delivery.models import Kind
from domain.delivery.notices import Notices
from domain.delivery.pace import Pace
from domain.delivery.ports import Background, Messenger
from domain.delivery.reach_chat import LoseChat, ReopenChat
from domain.inbox.note_failure import NoteFailure
from domain.jobs.ports import JobQueue
from domain.posts.answer_card import MarkPosted, ReadCard, SettleDoubt, SkipPost
from domain.posts.change_post import DeletePost, EditPost
from domain.posts.letters import DuePosts, FreshPosts
from domain.posts.read_posts import GetPost, ListPosts
from domain.scheduling.read_schedule import NextDelivery, ReadSchedule
from domain.scheduling.schedule_post import SchedulePost, SendNow, UnschedulePost
from domain.usage.sweep import SweepReservations
from domain.writing.accept_source import AcceptSource, GetSource
from domain.writing.order_posts import LastChoice, OrderPosts
from domain.writing.ports import Progress, Writer
from domain.writing.show_order import ShowOrder
from domain.writing.write_posts import GiveUpLateGenerations, WritePosts


@dataclass(frozen=True, slots=True)
class Gateways:
    """The world outside, behind ports. `owner` names this process in the claims that it makes."""

    owner: str
    writer: Writer
    messenger: Messenger
    progress: Progress
    jobs: JobQueue
    pace: Pace
    background: Background
    clock: Clock


@dataclass(frozen=True, slots=True)
class UseCases:
    register_telegram_user: RegisterTelegramUser
    change_time_zone: ChangeTimeZone
    change_language: ChangeLanguage

    check_brand_room: CheckBrandRoom
    check_brand_name: CheckBrandName
    create_brand: CreateBrand
    list_brands: ListBrands
    default_brand: DefaultBrand
    choose_default_brand: ChooseDefaultBrand

    accept_source: AcceptSource
    get_source: GetSource
    last_choice: LastChoice
    order_posts: OrderPosts
    show_order: ShowOrder
    write_posts: WritePosts
    give_up_late_generations: GiveUpLateGenerations

    get_post: GetPost
    list_posts: ListPosts
    edit_post: EditPost
    delete_post: DeletePost

    schedule_post: SchedulePost
    send_now: SendNow
    unschedule_post: UnschedulePost
    read_schedule: ReadSchedule
    next_delivery: NextDelivery

    deliver_due: DeliverDue
    read_card: ReadCard
    mark_posted: MarkPosted
    skip_post: SkipPost
    settle_doubt: SettleDoubt
    lose_chat: LoseChat
    reopen_chat: ReopenChat

    sweep_reservations: SweepReservations
    note_failure: NoteFailure


def wire(outside: Gateways) -> UseCases:
    clock = outside.clock
    check_brand_room, check_brand_name = CheckBrandRoom(), CheckBrandName()
    default_brand = DefaultBrand()
    get_source = GetSource()
    schedule_post = SchedulePost(clock)
    due_posts = DuePosts(clock)
    show_order = ShowOrder(outside.progress)
    return UseCases(
        register_telegram_user=RegisterTelegramUser(),
        change_time_zone=ChangeTimeZone(),
        change_language=ChangeLanguage(),
        check_brand_room=check_brand_room,
        check_brand_name=check_brand_name,
        create_brand=CreateBrand(check_brand_room, check_brand_name),
        list_brands=ListBrands(),
        default_brand=default_brand,
        choose_default_brand=ChooseDefaultBrand(),
        accept_source=AcceptSource(clock),
        get_source=get_source,
        last_choice=LastChoice(),
        order_posts=OrderPosts(outside.jobs, clock, get_source, default_brand),
        show_order=show_order,
        write_posts=WritePosts(outside.writer, show_order),
        give_up_late_generations=GiveUpLateGenerations(show_order),
        get_post=GetPost(),
        list_posts=ListPosts(),
        edit_post=EditPost(),
        delete_post=DeletePost(),
        schedule_post=schedule_post,
        send_now=SendNow(clock, schedule_post),
        unschedule_post=UnschedulePost(),
        read_schedule=ReadSchedule(),
        next_delivery=NextDelivery(),
        deliver_due=DeliverDue(
            outside.owner,
            outside.messenger,
            outside.pace,
            {Kind.POST: due_posts, Kind.FRESH_POST: FreshPosts(), Kind.NOTICE: Notices()},
            outside.background,
        ),
        read_card=ReadCard(),
        mark_posted=MarkPosted(clock),
        skip_post=SkipPost(),
        settle_doubt=SettleDoubt(due_posts),
        lose_chat=LoseChat(),
        reopen_chat=ReopenChat(),
        sweep_reservations=SweepReservations(),
        note_failure=NoteFailure(),
    )
