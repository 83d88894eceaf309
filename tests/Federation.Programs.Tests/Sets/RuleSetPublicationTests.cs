using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs.Tests;

/// <summary>Rule sets from their approval on: two people, an instant, and the way back.</summary>
public sealed class RuleSetPublicationTests
{
    private const string InForce = Given.Program + "/ruleSets/-";

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Approve_ByWhoProposedIt_IsRefused(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var draft = await module.DraftAsync();
        Assert.Equal(ErrorReason.RuleSetNotProposed, await Refusals.ReasonAsync(module.ApproveAsync(draft.Name)));
        // Bob wrote it last; who proposes it answers for it.
        await module.Programs.UpdateRuleSet(Module.Update(draft.Name, Given.Terms()), Call.Bob);
        await module.ProposeAsync(draft.Name, 2);

        foreach (var same in new[] { Call.Ann, Call.Nameless })
            Assert.Equal(ErrorReason.SamePerson, await Refusals.ReasonAsync(
                module.Programs.ApproveRuleSet(Module.Approval(draft.Name), same)));
        var approval = Module.Approval(draft.Name);
        var approved = await module.Programs.ApproveRuleSet(approval, Call.Bob);

        Assert.Equal((RuleSetState.Approved, "partners/aster/credentials/aster-bob", ""),
            (approved.RuleSet.State, approved.RuleSet.Approver, approved.RuleSet.Reason));
        Assert.True((await module.Programs.ApproveRuleSet(approval, Call.Bob)).Replayed);
        Assert.Equal(ErrorReason.RuleSetNotProposed, await Refusals.ReasonAsync(module.ApproveAsync(draft.Name)));
    }

    [Fact]
    public async Task Approve_OfPeopleWhoSignedIn_TakesTwo_ThoughThePagesAreOneClient()
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync();
        await module.Programs.ProposeRuleSet(Module.Proposal(draft.Name), Call.SignedIn("wei"));
        Assert.Equal(ErrorReason.SamePerson, await Refusals.ReasonAsync(
            module.Programs.ApproveRuleSet(Module.Approval(draft.Name), Call.SignedIn("wei"))));
        var approved = await module.Programs.ApproveRuleSet(Module.Approval(draft.Name), Call.SignedIn("xia"));
        Assert.Equal(
            ("partners/aster/users/wei", "partners/aster/users/xia"),
            (approved.RuleSet.Proposer, approved.RuleSet.Approver));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Approvals_AtOnce_AreOne(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var draft = await module.DraftAsync();
        await module.ProposeAsync(draft.Name);
        var calls = Enumerable.Range(0, 3).Select(_ => module.Another()).ToList()
            .Select(s => s.ApproveRuleSet(Module.Approval(draft.Name), Call.Bob)).ToList();

        var refused = 0;
        foreach (var call in calls)
        {
            try
            {
                await call;
            }
            catch (RefusalException e)
            {
                Assert.Equal(ErrorReason.RuleSetNotProposed, e.Refusal.Reason);
                refused++;
            }
        }
        Assert.Equal(2, refused);
    }

    [Fact]
    public async Task Approve_WhatWasProposedByNobodyKnown_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync();
        await module.Programs.ProposeRuleSet(Module.Proposal(draft.Name), Call.Nameless);
        Assert.Equal(ErrorReason.SamePerson, await Refusals.ReasonAsync(module.ApproveAsync(draft.Name)));
    }

    [Theory]
    [InlineData(2900, 3000, "", ErrorReason.Unspecified)]
    [InlineData(3000, 3000, "", ErrorReason.ReasonMissing)]
    [InlineData(3000, 3000, "closing sale", ErrorReason.Unspecified)]
    [InlineData(3000, 3100, "", ErrorReason.Unspecified)]
    public async Task Approve_WhatGivesAwayMoreThanTheBand_NeedsAReason(
        int basisPoints, int band, string reason, ErrorReason refused)
    {
        await using var module = await Module.StartAsync();
        module.Rules.GenerosityBand = band;
        var draft = await module.DraftAsync(Given.Generous(basisPoints));
        await module.ProposeAsync(draft.Name);
        if (refused == ErrorReason.Unspecified)
            Assert.Equal(reason, (await module.ApproveAsync(draft.Name, reason)).Reason);
        else
            Assert.Equal(refused, await Refusals.ReasonAsync(module.ApproveAsync(draft.Name, reason)));
        Assert.Equal(
            ["reason"], await Refusals.FieldsAsync(module.ApproveAsync(draft.Name, new string('x', 501))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Publish_AndPublishAnEarlierOneAgain_InAllianceTime(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var (first, second) = (await module.ApprovedAsync(), await module.ApprovedAsync(Given.Generous(500)));
        Assert.Equal(ErrorReason.NoRuleSetInForce, await Refusals.ReasonAsync(module.GetAsync(InForce)));

        Assert.Equal(1, (await module.PublishAsync(first)).Sequence);
        var tomorrow = Given.Now.AddDays(1);
        await module.PublishAsync(second, tomorrow);
        Assert.Equal(first, (await module.GetAsync(InForce)).Name);
        Assert.Equal(second, (await module.GetAsync(InForce, tomorrow)).Name);
        Assert.Equal(ErrorReason.NoRuleSetInForce,
            await Refusals.ReasonAsync(module.GetAsync(InForce, Given.Now.AddSeconds(-1))));
        Assert.Equal([RuleSetState.Published, RuleSetState.Published], await StatesAsync(module));

        module.Now = tomorrow;
        Assert.Equal([RuleSetState.Published, RuleSetState.Superseded], await StatesAsync(module));
        module.Now = tomorrow.AddHours(1);
        await module.PublishAsync(first);

        Assert.Equal([RuleSetState.Superseded, RuleSetState.Published], await StatesAsync(module));
        var program = await module.Programs.GetProgram(new() { Name = Given.Program }, Call.Ann);
        Assert.Equal(first, program.Program.RuleSet);
        var all = await module.Programs.ListRuleSetPublications(
            new() { Parent = Given.Program, PageSize = 2 }, Call.Alliance);
        Assert.Equal([(3L, first), (2L, second)], all.Publications.Select(p => (p.Sequence, p.RuleSet)));
        Assert.Equal("partners/aster/credentials/aster-ann", all.Publications[0].Publisher);
        var rest = await module.Programs.ListRuleSetPublications(
            new() { Parent = Given.Program, PageSize = 2, PageToken = all.NextPageToken }, Call.Alliance);
        Assert.Equal((1L, ""), (Assert.Single(rest.Publications).Sequence, rest.NextPageToken));
    }

    [Fact]
    public async Task Publish_WhatCannotBeInForceThen_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync();
        Assert.Equal(ErrorReason.RuleSetNotApproved, await Refusals.ReasonAsync(module.PublishAsync(draft.Name)));
        await module.ProposeAsync(draft.Name);
        Assert.Equal(ErrorReason.RuleSetNotApproved, await Refusals.ReasonAsync(module.PublishAsync(draft.Name)));
        await module.ApproveAsync(draft.Name);

        Assert.Equal(
            ["publish_time"], await Refusals.FieldsAsync(module.PublishAsync(draft.Name, Given.Now.AddSeconds(-1))));
        var request = Module.Publication(draft.Name, Given.Now.AddDays(2));
        await module.Programs.PublishRuleSet(request, Call.Ann);
        Assert.True((await module.Programs.PublishRuleSet(request, Call.Ann)).Replayed);
        foreach (var early in new[] { Given.Now.AddDays(1), Given.Now.AddDays(2) })
            Assert.Equal(["publish_time"], await Refusals.FieldsAsync(module.PublishAsync(draft.Name, early)));
        Assert.Equal(["name"], await Refusals.FieldsAsync(module.PublishAsync(InForce)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Publications_AtOnce_AreCountedWithoutGaps(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var name = await module.ApprovedAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => module.Another()).ToList().Select(
            s => s.PublishRuleSet(Module.Publication(name), Call.Ann)));
        Assert.Equal([1L, 2L, 3L], made.Select(m => m.Publication.Sequence).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PublishedRuleSets_HoldWhatIsInForce_AndCompileEqualTermsOnce(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var (first, same) = (await module.ApprovedAsync(), await module.ApprovedAsync());
        await module.PublishAsync(first);
        await module.PublishAsync(same, Given.Now.AddDays(1));
        var program = ProgramId.Parse(Given.Program);

        var own = await module.Published.CurrentAsync(Cancel);
        var others = await module.NewPublished().CurrentAsync(Cancel);

        Assert.Null(own.InForceAt(program, Given.Now.AddSeconds(-1)));
        Assert.Null(own.InForceAt(new ProgramId("aster", "none"), Given.Now));
        Assert.Null(own.ByName(new RuleSetId(program, 9)));
        foreach (var book in new[] { own, others })
        {
            var before = book.InForceAt(program, Given.Now)!;
            var after = book.InForceAt(program, Given.Now.AddDays(1))!;
            Assert.Equal((first, same), (before.Name.ToString(), after.Name.ToString()));
            Assert.Equal((first, same), (before.Rules.Name, after.Rules.Name));
            Assert.Same(before.Rules.Calendar, after.Rules.Calendar);
            Assert.Same(after, book.ByName(RuleSetId.Parse(same)));
        }
        module.Now = Given.Now.AddDays(2);
        await module.PublishAsync(first);
        var next = await module.Published.CurrentAsync(Cancel);
        Assert.Same(own.ByName(RuleSetId.Parse(first)), next.InForceAt(program, module.Now));
        Assert.Same(next, await module.Published.AfterMissAsync(Cancel));
    }

    [Fact]
    public async Task SuspendedBrand_PublishesNothing()
    {
        await using var module = await Module.StartAsync();
        var (draft, proposed) = (await module.DraftAsync(), await module.DraftAsync());
        await module.ProposeAsync(proposed.Name);
        var approved = await module.ApprovedAsync();
        await module.SuspendAsync();

        foreach (var call in new Func<Task>[]
            {
                () => module.DraftAsync(), () => module.ProposeAsync(draft.Name),
                () => module.ApproveAsync(proposed.Name), () => module.PublishAsync(approved),
                () => module.Programs.UpdateRuleSet(Module.Update(draft.Name, Given.Terms()), Call.Ann),
            })
            Assert.Equal(ErrorReason.PartnerSuspended, await Refusals.ReasonAsync(call()));
        Assert.Equal(RuleSetState.Approved, (await module.GetAsync(approved)).State);
    }

    private static async Task<IEnumerable<RuleSetState>> StatesAsync(Module module) =>
        (await module.Programs.ListRuleSets(new() { Parent = Given.Program }, Call.Ann)).RuleSets.Select(s => s.State);
}
