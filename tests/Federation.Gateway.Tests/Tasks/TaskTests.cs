using Federation.Gateway.V1;
using Federation.Hosting;
using Federation.Testing;
using Grpc.Core;

namespace Federation.Gateway.Tests;

/// <summary>What waits for whom, of what the modules list.</summary>
public sealed class TaskTests
{
    private static readonly string[] Modules =
        ["partners", "accounts", "ledger", "exchange", "identity", "programs", "rewards", "messages"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("admins/ben", Role.AllianceApprover, "User -, Credential +, Board +")]
    [InlineData("admins/ada", Role.AllianceAdmin, "User +, Credential -, Board -")]
    [InlineData(
        "partners/aster", Role.PartnerAdmin,
        "Board +, Correction -, RuleSet +, Adjustment +, DrawReveal -, DrawReveal +, DrawOverdue +, Case -")]
    [InlineData(
        "partners/aster", Role.PartnerService,
        "Board -, Correction -, RuleSet -, Adjustment -, DrawReveal -, DrawReveal -, DrawOverdue -, Case -")]
    public async Task Tasks_AreThoseOfTheCaller_OldestFirst_AndSayWhetherItMayDecide(
        string principal, Role role, string expected)
    {
        using var log = new LogCollector();
        await using var modules = await WaitingModules.StartedAsync(log);
        await using var gateway = await StartedAsync(modules, away: null);
        var token = gateway.Authority.Token(
            principal, role: role, scope: string.Join(' ', Permissions.ScopesOf(role)), client: "aster-office");

        var answer = await new V1.TaskService.TaskServiceClient(gateway.As(token)).ListTasksAsync(
            new(), cancellationToken: Cancel);

        Assert.Equal(expected, string.Join(", ", answer.Tasks.Select(t => $"{t.Kind} {(t.MayDecide ? '+' : '-')}")));
        Assert.Empty(answer.Unanswered);
        Assert.Equal(["Bearer " + token], modules.Tokens);
        log.Errors.AssertNone();
    }

    /// <summary>A credential may see what waits; a person who signed in may decide it.</summary>
    [Fact]
    public async Task Case_IsDecidedByAPersonAlone()
    {
        using var log = new LogCollector();
        await using var modules = await WaitingModules.StartedAsync(log);
        await using var gateway = await StartedAsync(modules, away: null);
        var token = gateway.Authority.Token(
            scope: "programs.read cases.read cases.decide", user: "partners/aster/users/mia");
        var answer = await new V1.TaskService.TaskServiceClient(gateway.As(token)).ListTasksAsync(
            new(), cancellationToken: Cancel);
        Assert.True(Assert.Single(answer.Tasks, t => t.Kind == TaskKind.Case).MayDecide);
    }

    [Fact]
    public async Task Tasks_OfACallerWithoutScopes_AreNone()
    {
        using var log = new LogCollector();
        await using var modules = await WaitingModules.StartedAsync(log);
        await using var gateway = await StartedAsync(modules, away: null);
        var answer = await new V1.TaskService.TaskServiceClient(gateway.As(gateway.Authority.Token(scope: "")))
            .ListTasksAsync(new(), cancellationToken: Cancel);
        Assert.Equal((0, 0), (answer.Tasks.Count, answer.Unanswered.Count));
        Assert.Empty(modules.Tokens);
    }

    [Fact]
    public async Task Module_Away_IsNamed_AndKeepsNothingBack()
    {
        using var log = new LogCollector();
        await using var modules = await WaitingModules.StartedAsync(log);
        await using var gateway = await StartedAsync(modules, away: "exchange");
        var token = gateway.Authority.Token(
            "admins/ben", role: Role.AllianceApprover,
            scope: string.Join(' ', Permissions.ScopesOf(Role.AllianceApprover)));
        var answer = await new V1.TaskService.TaskServiceClient(gateway.As(token)).ListTasksAsync(
            new(), cancellationToken: Cancel);
        Assert.Equal(["exchange"], answer.Unanswered);
        Assert.Equal([TaskKind.User, TaskKind.Credential], answer.Tasks.Select(t => t.Kind));
    }

    [Fact]
    public async Task Member_IsRefused()
    {
        await using var gateway = await RunningGateway.StartedAsync();
        var token = gateway.Authority.Token("members/018f0000-0000-7000-8000-000000000001", role: Role.Member);
        var refused = await Refused.ByAsync(new V1.TaskService.TaskServiceClient(gateway.As(token)).ListTasksAsync(
            new(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.PermissionDenied, "ROLE_MISSING"), (refused.Code, refused.Reason));
    }

    private static Task<RunningGateway> StartedAsync(WaitingModules modules, string? away) =>
        RunningGateway.StartedAsync(change: (deployment, _) =>
        {
            foreach (var module in Modules)
                deployment.Peers[module] = module == away ? Kestrels.NobodysAddress() : modules.Address;
        });
}
