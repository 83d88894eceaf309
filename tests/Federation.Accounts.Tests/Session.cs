using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Federation.Accounts.V1;
using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts.Tests;

/// <summary>What a member does that signed in.</summary>
/// <param name="alliance">Where.</param>
/// <param name="memberId">The member's internal id.</param>
/// <param name="person">Who signed in.</param>
/// <param name="brands">The brands whose customer the session has shown it to be.</param>
internal sealed class Session(Alliance alliance, string memberId, string person, params string[] brands)
{
    private const string Me = ResourceNames.Me;

    /// <summary>How long ago the person signed in.</summary>
    public TimeSpan Age { get; init; }

    private MemberId Id => new(Guid.Parse(memberId));

    /// <summary>The session's own name for another member.</summary>
    public string NameOf(string otherId) =>
        alliance.Names.NameFor(Principal.Of(Id).Name, new MemberId(Guid.Parse(otherId)));

    public Task<ListMembershipsResponse> List(string member = Me) =>
        Ask((s, c) => s.ListMemberships(new() { Member = member }, c), "ListMemberships");

    public Task<SetAlliedSpendingResponse> SetAlliedSpending(
        string partner, bool enabled = true, long cap = 0, string member = Me, string? requestId = null) => Ask(
        (s, c) => s.SetAlliedSpending(
            new()
            {
                RequestId = requestId ?? Brand.NewId(),
                Member = member,
                Partner = partner,
                AlliedSpending = new() { Enabled = enabled, DailyCapUnits = cap },
            }, c));

    public Task<CreateLinkCodeResponse> CreateLinkCode(
        string partner, string member = Me, string? requestId = null) => Ask(
        (s, c) => s.CreateLinkCode(
            new() { RequestId = requestId ?? Brand.NewId(), Member = member, Partner = partner }, c));

    public Task<CreatePayCodeResponse> CreatePayCode(
        string coin, long units = 100, string member = Me, string? requestId = null) => Ask(
        (s, c) => s.CreatePayCode(
            new()
            {
                RequestId = requestId ?? Brand.NewId(),
                Member = member,
                Maximum = new() { Coin = coin, Units = units },
            }, c));

    public Task<CreatePayCodeResponse> CreatePayCode(
        string[] coins, long money, string currency = "GBP", string? requestId = null) => Ask(
        (s, c) => s.CreatePayCode(
            new()
            {
                RequestId = requestId ?? Brand.NewId(),
                Member = Me,
                Coins = { coins },
                MaximumMoney = new() { Currency = currency, Units = money },
            }, c));

    public Task<RevokePayCodeResponse> RevokePayCode(string code, string? requestId = null) =>
        Ask((s, c) => s.RevokePayCode(new() { RequestId = requestId ?? Brand.NewId(), PayCode = code }, c));

    /// <summary>What is told of a pay code, until the stream ends.</summary>
    public async Task<IReadOnlyList<WatchPayCodeResponse>> Watch(
        string code, Answers<WatchPayCodeResponse>? answers = null)
    {
        var told = answers ?? new();
        await Ask(
            async (s, c) =>
            {
                await s.WatchPayCode(new() { PayCode = code }, told, c);
                return told;
            }, "WatchPayCode");
        return told.All;
    }

    public Task<UnlinkMemberResponse> Unlink(string partner, string member = Me) => Ask(
        (s, c) => s.UnlinkMember(new() { RequestId = Brand.NewId(), Name = member, Partner = partner }, c));

    public Task<T> Ask<T>(
        Func<V1.MemberService.MemberServiceBase, Call, Task<T>> ask, [CallerMemberName] string method = "") =>
        alliance.In(services => ask(ActivatorUtilities.CreateInstance<MemberService>(services), Call(method)));

    private Call Call(string method) => new(
        "federation.accounts.v1.MemberService", method,
        new Caller(Principal.Of(Id), Role.Member, new HashSet<string>())
        {
            Person = person,
            Session = "session",
            AuthTime = alliance.Now - Age,
            Brands = brands.ToFrozenSet(StringComparer.Ordinal),
        });
}
