using Federation.Errors.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>Cases of Aster's programme: of held orders one that is open, one for a customer, one against, one by its
/// deadline, and one whose order was cancelled; of what was found at night one that is open, one that nobody cleared,
/// and one that is abuse.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>The last list that was asked for.</summary>
    public ListCasesRequest? CasesAsked { get; private set; }

    private static string CaseName(int number) => $"{Program}/cases/{Id[..^1]}{number}";

    private static IEnumerable<Case> CasesOf()
    {
        foreach (var (number, state, reason) in new[]
        {
            (1, CaseState.Open, ""), (2, CaseState.ForMember, "A family with <u>one</u> tablet."),
            (3, CaseState.AgainstMember, "Forty cards."), (4, CaseState.ForMember, ""), (5, CaseState.Closed, ""),
            (6, CaseState.Open, ""), (7, CaseState.Cleared, ""), (8, CaseState.Confirmed, "One owner."),
        })
        {
            var one = new Case
            {
                Name = CaseName(number),
                Kind = number < 6 ? CaseKind.HeldOrder : (CaseKind)(number - 4),
                State = state,
                Signals =
                {
                    new LocalizedText
                    {
                        En = $"Many coins of one <i>device {number}</i>",
                        ZhCn = $"单设备大量积分 {number}",
                    },
                },
                Order = number < 6 ? $"{Program}/orders/{Id[..^1]}{number}" : "",
                Members = { "members/" + Id },
                CreateTime = Earlier,
                Deadline = Timestamp.FromDateTimeOffset(Earlier.ToDateTimeOffset().AddDays(7)),
                Reason = reason,
                Decider = reason.Length > 0 ? "partners/aster/users/ada" : "",
                DecideTime = state == CaseState.Open ? null : Earlier,
            };
            if (state is CaseState.Open or CaseState.ForMember)
                one.Coins.Add(new CoinSum { Coin = "coins/aster", Units = 2500 });
            yield return one;
        }
    }

    private sealed class CaseList(FakeAlliance alliance) : CaseService.CaseServiceBase
    {
        public override Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
        {
            alliance.CasesAsked = request;
            return Task.FromResult(new ListCasesResponse
            {
                Cases = { CasesOf().Where(c => !request.OpenOnly || c.State == CaseState.Open) },
                LastNight = new NightlyRun { Night = Earlier, Orders = 1_204, Cases = 1 },
            });
        }

        public override Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context) =>
            Task.FromResult(new GetCaseResponse
            {
                Case = CasesOf().FirstOrDefault(c => c.Name == request.Name)
                    ?? throw Refuse(ErrorReason.CaseNotFound, StatusCode.NotFound),
            });

        public override Task<DecideCaseResponse> DecideCase(DecideCaseRequest request, ServerCallContext context) =>
            Task.FromResult(new DecideCaseResponse { Case = CasesOf().First(c => c.Name == request.Name) });
    }
}
