using System.Runtime.CompilerServices;
using Federation.Accounts.V1;
using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts.Tests;

/// <summary>What a person of the alliance does with the closing of members.</summary>
internal sealed class Person(Alliance alliance, string person, Role role)
{
    public Task<ProposeClosureResponse> ProposeClosure(string name, string? requestId = null) =>
        Ask((s, c) => s.ProposeClosure(new() { RequestId = requestId ?? Brand.NewId(), Name = name }, c));

    public Task<ApproveClosureResponse> ApproveClosure(string name, string? requestId = null) =>
        Ask((s, c) => s.ApproveClosure(new() { RequestId = requestId ?? Brand.NewId(), Name = name }, c));

    public Task<CancelClosureResponse> CancelClosure(string name, string? requestId = null) =>
        Ask((s, c) => s.CancelClosure(new() { RequestId = requestId ?? Brand.NewId(), Name = name }, c));

    public async Task<Closure> GetClosure(string name) =>
        (await Ask((s, c) => s.GetClosure(new() { Name = name }, c))).Closure;

    /// <summary>The alliance's name of a brand's member.</summary>
    public string NameOf(Brand brand, string member) =>
        alliance.Names.NameFor("alliance", new MemberId(Guid.Parse(brand.InternalId(member))));

    private Task<T> Ask<T>(
        Func<V1.MemberService.MemberServiceBase, Call, Task<T>> ask, [CallerMemberName] string method = "") =>
        alliance.In(services => ask(ActivatorUtilities.CreateInstance<MemberService>(services), new Call(
            "federation.accounts.v1.MemberService", method,
            new Caller(Principal.OfPerson(person), role, new HashSet<string>()))));
}
