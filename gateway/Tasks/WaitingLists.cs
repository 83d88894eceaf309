using Federation.Exchange.V1;
using Federation.Gateway.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Gateway;

/// <summary>What waits in each module, as its own lists say.</summary>
internal static class WaitingLists
{
    private const int Rows = 100;

    /// <summary>The lists that a caller may ask for, each with its module.</summary>
    public static IEnumerable<(string Module, Func<CancellationToken, Task<IReadOnlyList<WaitingTask>>> Ask)> Of(
        ModuleQuestions questions)
    {
        if (questions.May(Permissions.Of<BoardService.BoardServiceBase>("ListBoards")))
            yield return ("exchange", c => BoardsAsync(questions, c));
        if (questions.Caller.IsOfAlliance)
        {
            if (questions.May(Permissions.Of<UserService.UserServiceBase>("ListUsers")))
                yield return ("identity", c => UsersAsync(questions, c));
            if (questions.May(Permissions.Of<CredentialService.CredentialServiceBase>("ListCredentials")))
                yield return ("partners", c => CredentialsAsync(questions, c));
            yield break;
        }
        if (questions.May(Permissions.Of<ProgramService.ProgramServiceBase>("ListRuleSets")))
            yield return ("programs", c => ProgramsAsync(questions, c));
        if (questions.May(Permissions.Of<AdjustmentService.AdjustmentServiceBase>("ListAdjustments")))
            yield return ("ledger", c => AdjustmentsAsync(questions, c));
        if (questions.May(Permissions.Of<DrawService.DrawServiceBase>("ListDraws")))
            yield return ("rewards", c => DrawsAsync(questions, c));
    }

    private static async Task<IReadOnlyList<WaitingTask>> BoardsAsync(ModuleQuestions q, CancellationToken cancel)
    {
        var answer = await q.AskAsync("exchange", (invoker, options) =>
            new BoardService.BoardServiceClient(invoker).ListBoardsAsync(new() { PageSize = Rows }, options), cancel);
        var own = q.Caller.Principal.Name;
        var approves = q.May(Permissions.Of<BoardService.BoardServiceBase>("ApproveBoard"));
        var approved = (Board b) => b.Approvals.Any(a => a.Partner.Length == 0);
        return [.. answer.Boards.Where(b => b.State is BoardState.Proposed)
            .Where(b => q.Caller.IsOfAlliance ? !approved(b) : b.PendingPartners.Contains(own))
            .Select(b => TaskOf(TaskKind.Board, b.Name, b.Proposer, b.CreateTime, approves && b.Proposer != own))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> UsersAsync(ModuleQuestions q, CancellationToken cancel)
    {
        var answer = await q.AskAsync("identity", (invoker, options) =>
            new UserService.UserServiceClient(invoker).ListUsersAsync(
                new() { Parent = ResourceNames.Alliance, PageSize = Rows }, options), cancel);
        var approves = q.May(Permissions.Of<UserService.UserServiceBase>("ApproveUser"));
        return [.. answer.Users.Where(u => u.Proposal is not null).Select(u => TaskOf(
            TaskKind.User, u.Name, u.Proposal.Proposer, u.Proposal.CreateTime,
            approves && u.Proposal.Proposer != q.Caller.Principal.Name))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> CredentialsAsync(
        ModuleQuestions q, CancellationToken cancel)
    {
        var answer = await q.AskAsync("partners", (invoker, options) =>
            new CredentialService.CredentialServiceClient(invoker).ListCredentialsAsync(
                new() { Parent = ResourceNames.Alliance, PageSize = Rows }, options), cancel);
        var approves = q.May(Permissions.Of<CredentialService.CredentialServiceBase>("ApproveCredential"));
        return [.. answer.Credentials.Where(c => c.Pending && !c.Revoked).Select(c => TaskOf(
            TaskKind.Credential, c.Name, c.Creator, c.CreateTime,
            approves && c.Creator != q.Caller.Principal.Name))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> ProgramsAsync(ModuleQuestions q, CancellationToken cancel)
    {
        var programs = await q.AskAsync("programs", (invoker, options) =>
            new ProgramService.ProgramServiceClient(invoker).ListProgramsAsync(
                new() { Parent = q.Caller.Principal.Name, PageSize = Rows }, options), cancel);
        var lists = await Task.WhenAll(programs.Programs.SelectMany(p => new[]
            { RuleSetsAsync(q, p.Name, cancel), CorrectionsAsync(q, p.Name, cancel), CasesAsync(q, p.Name, cancel) }));
        return [.. lists.SelectMany(l => l)];
    }

    private static async Task<IReadOnlyList<WaitingTask>> RuleSetsAsync(
        ModuleQuestions q, string program, CancellationToken cancel)
    {
        var answer = await q.AskAsync("programs", (invoker, options) =>
            new ProgramService.ProgramServiceClient(invoker).ListRuleSetsAsync(
                new() { Parent = program, PageSize = Rows }, options), cancel);
        var approves = q.May(Permissions.Of<ProgramService.ProgramServiceBase>("ApproveRuleSet"));
        return [.. answer.RuleSets.Where(s => s.State is RuleSetState.Proposed).Select(s => TaskOf(
            TaskKind.RuleSet, s.Name, s.Proposer, s.CreateTime, approves && !IsOwn(q.Caller, s.Proposer)))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> CorrectionsAsync(
        ModuleQuestions q, string program, CancellationToken cancel)
    {
        var answer = await q.AskAsync("programs", (invoker, options) =>
            new CorrectionService.CorrectionServiceClient(invoker).ListCorrectionsAsync(
                new() { Parent = program, PageSize = Rows }, options), cancel);
        var approves = q.May(Permissions.Of<CorrectionService.CorrectionServiceBase>("ApproveCorrection"));
        return [.. answer.Corrections.Where(c => c.State is CorrectionState.Proposed).Select(c => TaskOf(
            TaskKind.Correction, c.Name, c.Proposer, c.CreateTime, approves && !IsOwn(q.Caller, c.Proposer)))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> CasesAsync(
        ModuleQuestions q, string program, CancellationToken cancel)
    {
        if (!q.May(Permissions.Of<CaseService.CaseServiceBase>("ListCases")))
            return [];
        var answer = await q.AskAsync("programs", (invoker, options) =>
            new CaseService.CaseServiceClient(invoker).ListCasesAsync(
                new() { Program = program, DueSoon = true, PageSize = Rows }, options), cancel);
        var decides = q.May(Permissions.Of<CaseService.CaseServiceBase>("DecideCase"));
        return [.. answer.Cases.Select(c => TaskOf(TaskKind.Case, c.Name, asker: "", c.CreateTime, decides))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> AdjustmentsAsync(
        ModuleQuestions q, CancellationToken cancel)
    {
        var answer = await q.AskAsync("ledger", (invoker, options) =>
            new AdjustmentService.AdjustmentServiceClient(invoker).ListAdjustmentsAsync(
                new() { Parent = q.Caller.Principal.Name, Waiting = true, PageSize = Rows }, options), cancel);
        var approves = q.May(Permissions.Of<AdjustmentService.AdjustmentServiceBase>("ApproveAdjustment"));
        return [.. answer.Adjustments.Select(a => TaskOf(
            TaskKind.Adjustment, a.Name, a.Proposer, a.ProposeTime, approves && !IsOwn(q.Caller, a.Proposer)))];
    }

    private static async Task<IReadOnlyList<WaitingTask>> DrawsAsync(ModuleQuestions q, CancellationToken cancel)
    {
        var answer = await q.AskAsync("rewards", (invoker, options) =>
            new DrawService.DrawServiceClient(invoker).ListDrawsAsync(
                new() { Parent = q.Caller.Principal.Name, PageSize = Rows }, options), cancel);
        var reveals = q.May(Permissions.Of<DrawService.DrawServiceBase>("RevealDraw"));
        return
        [
            .. answer.Draws.Where(d => d.State is DrawState.Closed && d.Proposer.Length > 0).Select(d => TaskOf(
                TaskKind.DrawReveal, d.Name, d.Proposer, d.ClosedTime, reveals && !IsOwn(q.Caller, d.Proposer))),
            .. answer.Draws.Where(d => d.RevealOverdue && d.Proposer.Length == 0).Select(d => TaskOf(
                TaskKind.DrawOverdue, d.Name, asker: "", d.Terms.CloseTime, reveals)),
        ];
    }

    /// <summary>Whether the caller is who proposed something of a brand's.</summary>
    private static bool IsOwn(Caller caller, string proposer) => proposer.Length > 0 && (proposer == caller.User
        || proposer == caller.Principal.Name
        || (caller.User is null && caller.ClientId is { } client
            && proposer == $"{caller.Principal.Name}/credentials/{client}"));

    private static WaitingTask TaskOf(TaskKind kind, string name, string asker, Timestamp asked, bool mayDecide) =>
        new() { Kind = kind, Name = name, Asker = asker, AskTime = asked, MayDecide = mayDecide };
}
