using Federation.Programs.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about what members do besides buying.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> OwnCheckIns() =>
    [
        Row("check in as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Events.CheckInAsync(EventsMade.CheckingIn(member: a.Ann.Name))),
        Row("check in as a brand for members/me", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Events.CheckInAsync(EventsMade.CheckingIn())),
        Row("check in as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Events.CheckInAsync(EventsMade.CheckingIn())),
        Row("check in as a member for another", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Events.CheckInAsync(EventsMade.CheckingIn(member: a.Bob.Name))),
        Row("check in as a member by the brand's name of it", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Events.CheckInAsync(EventsMade.CheckingIn(member: a.Ann.Name))),
        Row("check in at a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Events.CheckInAsync(EventsMade.CheckingIn(AtBirch + "/programs/main"))),
        Row("check in at a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.AnnAtAster.Events.CheckInAsync(EventsMade.CheckingIn(AtAster + "/programs/none"))),
        Bad("check in without a request id",
            a => a.AnnAtAster.Events.CheckInAsync(new() { Program = Program, Member = Self }), "request_id"),
        Bad("check in as nobody", a => a.AnnAtAster.Events.CheckInAsync(EventsMade.CheckingIn(member: "")), "member"),
        Bad("report a check-in as the member's own", a => ReportAsync(a, e => e.ByMember = true), "event.by_member"),
        Bad("ask what 32 check-ins would give", a => a.AnnAtAster.MemberPrograms.GetMemberStatusAsync(
            new() { Program = Program, Member = Self, CheckInDays = 32 }), "check_in_days"),
        Bad("ask what check-ins would have given", a => a.AnnAtAster.MemberPrograms.GetMemberStatusAsync(
            new() { Program = Program, Member = Self, CheckInDays = 1, Time = At(0) }), "check_in_days"),
    ];

    private static IEnumerable<HostileCall> Events() =>
    [
        Row("report an event in another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Events.ReportEventAsync(Reporting(a, _ => { }))),
        Row("report an event as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Events.ReportEventAsync(Reporting(a, _ => { }))),
        Row("report an event without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Events.ReportEventAsync(Reporting(a, _ => { }))),
        Row("report an event in a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Events.ReportEventAsync(
                new() { Program = "partners/aster/programs/none", Event = Reporting(a, _ => { }).Event })),
        Row("report an event before the first rule set", FailedPrecondition, "NO_RULE_SET_IN_FORCE",
            a => ReportAsync(a, e => e.EventTime = At(-30))),
        Row("report an event of a stranger", NotFound, "MEMBER_NOT_FOUND",
            a => ReportAsync(a, e => e.Member = "members/" + Id())),
        Row("review an order that there is not", NotFound, "ORDER_NOT_FOUND", a => ReportAsync(
            a, e => Review(e, Program + "/orders/" + Id()))),
        Row("review what somebody else bought", NotFound, "ORDER_NOT_FOUND", a => ReportAsync(
            a, e => Review(e, a.Programs.Sold))),
        Bad("review another brand's order", a => ReportAsync(
            a, e => Review(e, "partners/birch/programs/main/orders/" + Id())), "event.reviewed.order"),
        Bad("review line 0", a => ReportAsync(a, e =>
        {
            Review(e, a.Programs.Sold);
            e.Reviewed.Line = 0;
        }), "event.reviewed.line"),
        Bad("review nothing", a => ReportAsync(a, e => e.Type.Kind = EventKind.Review), "event.reviewed"),
        Bad("report no event", a => a.Aster.Events.ReportEventAsync(new() { Program = Program }), "event"),
        Bad("report a batch of no events", a => a.Aster.Events.BatchReportEventsAsync(new()), "events"),
        Bad("report a batch of 101 events", a =>
        {
            var batch = new BatchReportEventsRequest();
            batch.Events.AddRange(Enumerable.Range(0, 101).Select(_ => Reporting(a, _ => { })));
            return a.Aster.Events.BatchReportEventsAsync(batch);
        }, "events"),
        Bad("report an event of nobody", a => ReportAsync(a, e => e.Member = ""), "event.member"),
        Bad("report an event tomorrow", a => ReportAsync(a, e => e.EventTime = At(1)), "event.event_time"),
        Bad("report an event of last year", a => ReportAsync(a, e => e.EventTime = At(-400)), "event.event_time"),
        Bad("report an event without a time", a => ReportAsync(a, e => e.EventTime = null), "event.event_time"),
        Bad("report an event of no kind", a => ReportAsync(a, e => e.Type = null), "event.type"),
        Bad("report an event of a kind that there is not",
            a => ReportAsync(a, e => e.Type.Kind = (EventKind)99), "event.type"),
        Bad("report an event of a kind with a blank in its name",
            a => ReportAsync(a, e => e.Type = new() { Kind = EventKind.Named, Name = "a b" }), "event.type"),
        Bad("give a check-in a name", a => ReportAsync(a, e => e.Type.Name = "walk"), "event.type"),
        Bad("report an event without a number", a => ReportAsync(a, e => e.EventId = ""), "event.event_id"),
        Bad("report an event from a source with a line break",
            a => ReportAsync(a, e => e.Source = "a\nb"), "event.source"),
        Bad("check in at something", a => ReportAsync(a, e => e.Object = "tea"), "event.object"),
        Bad("answer no survey", a => ReportAsync(a, e => e.Type.Kind = EventKind.Survey), "event.object"),
        Bad("share on no channel", a => ReportAsync(
            a, e => (e.Type.Kind, e.Object) = (EventKind.ShareVisit, "tea")), "event.channel"),
        Bad("be satisfied six times of five", a => ReportAsync(a, e => Survey(e, new() { Satisfaction = 6 })),
            "event.answers.satisfaction"),
        Bad("recommend it minus once", a => ReportAsync(a, e => Survey(e, new() { Recommendation = -1 })),
            "event.answers.recommendation"),
        Bad("answer a question twice", a => ReportAsync(a, e => Survey(e, new()
        {
            Chosen = { Answer("a"), Answer("b") },
        })), "event.answers.chosen"),
        Bad("answer a survey by checking in", a => ReportAsync(a, e => e.Answers = new()), "event.answers"),
        .. Surveys(),
    ];

    private static IEnumerable<HostileCall> Surveys() =>
    [
        Row("list another brand's surveys", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Events.ListSurveysAsync(new() { Program = Program })),
        Row("list surveys as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Events.ListSurveysAsync(new() { Program = Program })),
        Row("list surveys without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Events.ListSurveysAsync(new() { Program = Program })),
        Row("list surveys of a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Admin.Events.ListSurveysAsync(new() { Program = "partners/aster/programs/none" })),
        Row("list surveys from a page that there is not", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Events.ListSurveysAsync(new() { Program = Program, PageToken = "00" })),
        Bad("list surveys, 1,001 at once",
            a => a.Aster.Events.ListSurveysAsync(new() { Program = Program, PageSize = 1001 }), "page_size"),
        Bad("list surveys from 30 February on", a => a.Aster.Events.ListSurveysAsync(
            new() { Program = Program, FirstDate = Day(2026, 2, 30) }), "first_date"),
        Row("read another brand's survey", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Events.GetSurveyReportAsync(new() { Program = Program, Survey = "spring" })),
        Row("read a survey as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Events.GetSurveyReportAsync(new() { Program = Program, Survey = "spring" })),
        Bad("read a survey without a name",
            a => a.Aster.Events.GetSurveyReportAsync(new() { Program = Program }), "survey"),
        Bad("read a survey with a blank in its name",
            a => a.Aster.Events.GetSurveyReportAsync(new() { Program = Program, Survey = "a b" }), "survey"),
        Bad("read a survey backwards", a => a.Aster.Events.GetSurveyReportAsync(new()
        {
            Program = Program,
            Survey = "spring",
            FirstDate = Day(2026, 3, 2),
            LastDate = Day(2026, 3, 1),
        }), "last_date"),
    ];

    private static Google.Type.Date Day(int year, int month, int day) =>
        new() { Year = year, Month = month, Day = day };

    private static AsyncUnaryCall<ReportEventResponse> ReportAsync(HostileAlliance a, Action<Event> change) =>
        a.Aster.Events.ReportEventAsync(Reporting(a, change));

    private static ReportEventRequest Reporting(HostileAlliance a, Action<Event> change)
    {
        var happened = new Event
        {
            Source = "app",
            EventId = Id(),
            Member = a.Ann.Name,
            Type = new EventType { Kind = EventKind.CheckIn },
            EventTime = a.Programs.Time,
        };
        change(happened);
        return new ReportEventRequest { Program = Program, Event = happened };
    }

    private static SurveyAnswer Answer(string choice) => new() { Question = "q", Choice = choice };

    private static void Review(Event happened, string order) => (happened.Type.Kind, happened.Reviewed) =
        (EventKind.Review, new ReviewedLine { Order = order, Line = 1 });

    private static void Survey(Event happened, SurveyAnswers answers) =>
        (happened.Type.Kind, happened.Object, happened.Answers) = (EventKind.Survey, "survey", answers);
}
