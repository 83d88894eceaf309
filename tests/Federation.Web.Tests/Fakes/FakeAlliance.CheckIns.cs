using Federation.Errors.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>A run of check-ins at Aster's: 5 a day, 30 on each seventh, and on the next day a coupon.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>How the run stands: days, whether today is done, whether a day may be missed, whether members check in
    /// by themselves, and how many days ago the last one was; null: no rule is on check-ins.</summary>
    public (long Days, bool Done, bool RepairLeft, bool ByMembers, int Since)? Run { get; set; } =
        (4, false, true, true, 1);

    private CheckInStatus? RunOf(int days)
    {
        if (Run is not { } run)
            return null;
        var status = new CheckInStatus
        {
            RunDays = run.Days,
            CheckedIn = run.Done,
            RepairLeft = run.RepairLeft,
            ByMembers = run.ByMembers,
            CycleDays = 7,
            LastDate = run.Days > 0 ? DateOf(-run.Since) : null,
            EvaluationName = run.Done && days > 0 ? ResourceNames.Evaluation(Program, Digest) : "",
        };
        var first = run.Done ? 1 : 0;
        for (var n = first; n < days; n++)
        {
            var of = run.Days + 1 + n - first;
            status.Days.Add(of == 8
                ? new CheckInDay
                {
                    Date = DateOf(n),
                    RunDays = of,
                    Words = { new LocalizedText { En = "Tea time: 1 x <b>Tea</b>.", ZhCn = "下午茶:<b>茶</b> × 1。" } },
                }
                : DayOf(n, of, of % 7 == 0 ? 30 : 5));
        }
        return status;
    }

    private CheckInDay DayOf(int ahead, long run, long units) => new()
    {
        Date = DateOf(ahead),
        RunDays = run,
        Coins = { new CoinSum { Coin = "coins/aster", Units = units } },
        Words =
        {
            new LocalizedText
            {
                En = $"Come <i>daily</i>: {units} coins: day {run} of the run.",
                ZhCn = $"每日签到:{units} 积分:连续签到第 {run} 天。",
            },
        },
    };

    private Google.Type.Date DateOf(int ahead)
    {
        var day = Now.AddDays(ahead);
        return new() { Year = day.Year, Month = day.Month, Day = day.Day };
    }

    private sealed partial class EventList(FakeAlliance alliance) : EventService.EventServiceBase
    {
        public override Task<CheckInResponse> CheckIn(CheckInRequest request, ServerCallContext context)
        {
            if (alliance.Run is not { Done: false, ByMembers: true } run)
                throw Refuse(ErrorReason.EventCounted, StatusCode.FailedPrecondition, "This was counted before.");
            alliance.Run = run with { Days = run.Days + 1, Done = true, Since = 0 };
            return Task.FromResult(new CheckInResponse());
        }
    }
}
