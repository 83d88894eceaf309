using System.Runtime.CompilerServices;
using Federation.Accounts.V1;
using Federation.Hosting;
using Federation.Types.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts.Tests;

/// <summary>What a brand does with its members. Commands get a new <c>request_id</c> unless a test has one.</summary>
internal sealed class Brand(Alliance alliance, string partnerId, string? person = null)
{
    public string Id => partnerId;

    public Task<RegisterMemberResponse> Register(
        string externalId, string? requestId = null, string language = "") => Ask(
        (s, c) => s.RegisterMember(
            new() { RequestId = requestId ?? NewId(), ExternalId = externalId, LanguageCode = language }, c));

    public async Task<string> Member(string externalId) => (await Register(externalId)).Member.Name;

    public async Task<V1.Member> Get(string name) =>
        (await Ask((s, c) => s.GetMember(new() { Name = name }, c), "GetMember")).Member;

    public async Task<V1.Member> Find(string externalId) =>
        (await Ask((s, c) => s.FindMember(new() { ExternalId = externalId }, c), "FindMember")).Member;

    public Task<ListMembersResponse> List(int size = 0, string token = "") =>
        Ask((s, c) => s.ListMembers(new() { PageSize = size, PageToken = token }, c), "ListMembers");

    public Task<UpdateMemberResponse> Update(
        string name, string externalId = "", string language = "", string? requestId = null) => Ask(
        (s, c) => s.UpdateMember(
            new()
            {
                RequestId = requestId ?? NewId(),
                Name = name,
                ExternalId = externalId,
                LanguageCode = language,
            }, c));

    public Task<RequestClosureResponse> RequestClosure(string name, string? requestId = null) =>
        Ask((s, c) => s.RequestClosure(new() { RequestId = requestId ?? NewId(), Name = name }, c));

    public Task<WithdrawClosureResponse> WithdrawClosure(string name, string? requestId = null) =>
        Ask((s, c) => s.WithdrawClosure(new() { RequestId = requestId ?? NewId(), Name = name }, c));

    /// <summary>The state of the member's closing, and when it takes effect.</summary>
    public async Task<(ClosureState State, DateTimeOffset? Time)> Closure(string name)
    {
        var closure = (await Get(name)).Closure;
        return closure is null ? (ClosureState.None, null) : (closure.State, closure.CloseTime?.ToDateTimeOffset());
    }

    /// <summary>Closes a member that is linked with this brand alone: asks, lets the delay pass, sweeps.</summary>
    public async Task Close(string name)
    {
        var asked = (await RequestClosure(name)).Member.Closure;
        Assert.Equal(ClosureState.Scheduled, asked.State);
        alliance.Clock.Pass(asked.CloseTime.ToDateTimeOffset() - alliance.Clock.Now);
        await alliance.Sweep();
    }

    public Task<RelinkMemberResponse> Relink(string name, string externalId = "", string? requestId = null) => Ask(
        (s, c) => s.RelinkMember(
            new() { RequestId = requestId ?? NewId(), Name = name, ExternalId = externalId }, c), "RelinkMember");

    public Task<CreateLinkCodeResponse> CreateLinkCode(string member, string? requestId = null) =>
        Ask((s, c) => s.CreateLinkCode(new() { RequestId = requestId ?? NewId(), Member = member }, c));

    public async Task<string> LinkCode(string member) => (await CreateLinkCode(member)).LinkCode;

    public Task<LinkMemberResponse> Link(string code, string externalId, string? requestId = null) => Ask(
        (s, c) => s.LinkMember(
            new() { RequestId = requestId ?? NewId(), LinkCode = code, ExternalId = externalId }, c));

    /// <summary>Links another brand's member with this one.</summary>
    public async Task<string> LinkedFrom(Brand other, string member, string externalId) =>
        (await Link(await other.LinkCode(member), externalId)).Member.Name;

    public Task<UnlinkMemberResponse> Unlink(string name, string? requestId = null) =>
        Ask((s, c) => s.UnlinkMember(new() { RequestId = requestId ?? NewId(), Name = name }, c));

    public Task<SetAlliedSpendingResponse> SetAlliedSpending(string member, bool enabled, long cap = 0) => Ask(
        (s, c) => s.SetAlliedSpending(
            new()
            {
                RequestId = NewId(),
                Member = member,
                AlliedSpending = new() { Enabled = enabled, DailyCapUnits = cap },
            }, c));

    public Task<CreatePayCodeResponse> CreatePayCode(
        string member, string coin, long units = 100, string merchant = "", string? requestId = null) => Ask(
        (s, c) => s.CreatePayCode(
            new()
            {
                RequestId = requestId ?? NewId(),
                Member = member,
                Maximum = new CoinAmount { Coin = coin, Units = units },
                Merchant = merchant,
            }, c));

    public Task<RevokePayCodeResponse> RevokePayCode(string code, string? requestId = null) =>
        Ask((s, c) => s.RevokePayCode(new() { RequestId = requestId ?? NewId(), PayCode = code }, c));

    /// <summary>What is told of a pay code, until the stream ends.</summary>
    public async Task<IReadOnlyList<WatchPayCodeResponse>> Watch(string code)
    {
        var told = new Answers<WatchPayCodeResponse>();
        await Ask(
            async (s, c) =>
            {
                await s.WatchPayCode(new() { PayCode = code }, told, c);
                return told;
            }, "WatchPayCode");
        return told.All;
    }

    public Task<T> Ask<T>(
        Func<V1.MemberService.MemberServiceBase, Call, Task<T>> ask, [CallerMemberName] string method = "") =>
        alliance.In(services => ask(ActivatorUtilities.CreateInstance<MemberService>(services), new Call(
            "federation.accounts.v1.MemberService", method,
            new Caller(Principal.Parse("partners/" + partnerId), Role.PartnerService, new HashSet<string>())
            {
                Person = person,
            })));

    public string InternalId(string member)
    {
        Assert.True(alliance.Names.TryRead(partnerId, member, out var id));
        return id.ToString();
    }

    public static string NewId() => Guid.CreateVersion7().ToString();
}
