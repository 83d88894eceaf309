using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>Levels that a brand grants and freezes. It is 1 March 2026.</summary>
public sealed class TierGrantTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Grant_CountsFromItsFirstDayUntilItIsRevoked(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var ruleSet = await module.InForceAsync();
        var (ann, bob) = (module.NewMember(), module.NewMember());
        var grant = await module.GrantAsync(ann, "gold", "2026-03-01", "2026-04-01");
        Assert.Equal((ann, "goodwill", "partners/aster/credentials/aster-ann"),
            (grant.Member, grant.Reason, grant.Creator));
        await module.GrantAsync(ann, "silver", "2026-05-01", "2026-06-01");

        Assert.Equal([grant.Grant], (await module.FactsAsync(ruleSet, ann)).TierGrants);
        Assert.Empty((await module.FactsAsync(ruleSet, bob)).TierGrants);
        var status = await module.StatusAsync(ann);
        Assert.Equal(2, status.Grants.Count);
        Assert.Equal(("gold", Module.DateOf("2026-03-31")),
            (status.Tiers[0].Standing.Level, status.Tiers[0].LastDate));

        module.Now = Given.Now.AddHours(1);
        var request = new RevokeTierGrantRequest { RequestId = Module.NewId(), Name = grant.Name };
        var revoked = await module.Members.RevokeTierGrant(request, Call.Ann);
        Assert.Equal(module.Now.ToTimestamp(), revoked.Grant.RevokeTime);
        Assert.Empty((await module.FactsAsync(ruleSet, ann)).TierGrants);
        Assert.Equal("basic", (await module.StatusAsync(ann)).Tiers[0].Standing.Level);
        // What was so then was so then.
        Assert.Equal("gold", (await module.StatusAsync(ann, Given.Now.AddMinutes(1))).Tiers[0].Standing.Level);
        module.Now = Given.Now.AddHours(2);
        request.RequestId = Module.NewId();
        Assert.Equal(revoked.Grant, (await module.Members.RevokeTierGrant(request, Call.Ann)).Grant);
    }

    /// <summary>The row alone gives nothing, and what the ledger took back is none any more; people's grants stay as
    /// they are.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task LevelOfOrder_CountsWhileTheLedgerSaysSo(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var ruleSet = await module.InForceAsync();
        var ann = module.NewMember();
        var granted = await module.GrantAsync(ann, "silver", "2026-02-01", "2026-04-01");
        var row = await module.LevelOfOrderAsync(ann, "gold", "2026-03-01", "2026-03-11");
        var revoking = new RevokeTierGrantRequest { RequestId = Module.NewId(), Name = row.Name };
        foreach (var (number, counts) in new[] { (0L, false), (1L, true), (2L, false) })
        {
            module.Counted[LevelTally.KeyOf(row.Id)] = number;
            var levels = (await module.FactsAsync(ruleSet, ann)).TierGrants.Select(g => g.Level);
            Assert.Equal(counts ? ["silver", "gold"] : ["silver"], levels);
            var status = await module.StatusAsync(ann);
            Assert.Equal(counts ? "gold" : "silver", status.Tiers[0].Standing.Level);
            Assert.Equal(granted, status.Grants[0]);
            Assert.Equal(counts ? [Shown(row)] : [], status.Grants.Skip(1));
            if (number == 0)
                Assert.Equal(ErrorReason.TierGrantNotFound,
                    await Refusals.ReasonAsync(module.Members.RevokeTierGrant(revoking, Call.Ann)));
        }

        // People may revoke it, too.
        module.Counted[LevelTally.KeyOf(row.Id)] = LevelTally.Given;
        revoking.RequestId = Module.NewId();
        Assert.Equal(row.Name, (await module.Members.RevokeTierGrant(revoking, Call.Ann)).Grant.Name);
        Assert.Equal("silver", (await module.FactsAsync(ruleSet, ann)).TierGrants.Single().Level);
        Assert.Equal([granted], (await module.StatusAsync(ann)).Grants);
    }

    /// <summary>Orders may give many levels. Those whose days are over are asked for only where a freeze began on one
    /// of these days.</summary>
    [Fact]
    public async Task LevelOfOrder_ThatEnded_CountsForFreezesAlone()
    {
        await using var module = await Module.StartAsync();
        var ruleSet = await module.InForceAsync();
        var ann = module.NewMember();
        var row = await module.LevelOfOrderAsync(ann, "gold", "2026-01-01", "2026-02-01");
        module.Counted[LevelTally.KeyOf(row.Id)] = LevelTally.Given;
        Assert.Empty((await module.FactsAsync(ruleSet, ann)).TierGrants);
        Assert.Equal(0, module.Reads);

        await module.FreezeAsync(ann, "2026-01-15", "2026-06-01");
        Assert.Equal(["gold 2026-06-01"], (await module.FactsAsync(ruleSet, ann)).TierGrants.Select(Text));
        Assert.Equal("gold", (await module.StatusAsync(ann)).Tiers[0].Standing.Level);
        // With the order, what it gave is gone from the freeze, too.
        module.Counted[LevelTally.KeyOf(row.Id)] = 2;
        Assert.DoesNotContain((await module.FactsAsync(ruleSet, ann)).TierGrants, g => g.Level == "gold");
        Assert.Equal("basic", (await module.StatusAsync(ann)).Tiers[0].Standing.Level);
    }

    /// <summary>How often a brand can grant levels does not depend on its members' orders.</summary>
    [Fact]
    public async Task LevelsOfOrders_LeaveRoomForGrants()
    {
        await using var module = await Module.StartAsync();
        var ruleSet = await module.InForceAsync();
        var ann = module.NewMember();
        var rows = new List<TierGrantRow>();
        for (var i = 0; i < 101; i++)
        {
            rows.Add(await module.LevelOfOrderAsync(ann, "silver", "2026-03-01", $"2026-04-{1 + (i % 30):00}"));
            module.Counted[LevelTally.KeyOf(rows[^1].Id)] = LevelTally.Given;
        }
        await module.GrantAsync(ann, "gold", "2026-02-01", "2026-04-01");
        // Of a level that was given often, those are facts that last longest, each once.
        Assert.Equal(
            ["gold 2026-04-01", "silver 2026-04-28", "silver 2026-04-29", "silver 2026-04-30"],
            (await module.FactsAsync(ruleSet, ann)).TierGrants.Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(9, (await module.StatusAsync(ann)).Grants.Count);

        // Where none of these counts, the others are asked for.
        foreach (var row in rows.Where(r => r.ToDay > Days.Of(Module.DateOf("2026-04-02"))))
            module.Counted[LevelTally.KeyOf(row.Id)] = 2;
        Assert.Equal(
            ["gold 2026-04-01", "silver 2026-04-01", "silver 2026-04-02"],
            (await module.FactsAsync(ruleSet, ann)).TierGrants.Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal("gold", (await module.StatusAsync(ann)).Tiers[0].Standing.Level);
    }

    [Fact]
    public async Task Grant_ThatCannotBe_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var ann = module.NewMember();
        Assert.Equal(ErrorReason.NoRuleSetInForce,
            await Refusals.ReasonAsync(module.GrantAsync(ann, "gold", "2026-03-01", "2026-04-01")));
        await module.InForceAsync();
        Assert.Equal(ErrorReason.TierLevelNotFound,
            await Refusals.ReasonAsync(module.GrantAsync(ann, "platinum", "2026-03-01", "2026-04-01")));
        Assert.Equal(ErrorReason.MemberNotFound, await Refusals.ReasonAsync(
            module.GrantAsync(Module.StrangerTo("birch", out _), "gold", "2026-03-01", "2026-04-01")));
        Assert.Equal(["to_date"],
            await Refusals.FieldsAsync(module.GrantAsync(ann, "gold", "2026-03-01", "2026-03-01")));
        Assert.Equal(["to_date"],
            await Refusals.FieldsAsync(module.GrantAsync(ann, "gold", "2026-03-01", "2036-03-09")));
        var bad = new GrantTierRequest { Program = Given.Program };
        Assert.Equal(["request_id", "member", "scheme", "level", "from_date", "to_date", "reason"],
            await Refusals.FieldsAsync(module.Members.GrantTier(bad, Call.Ann)));
        Assert.Equal(ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(
            module.Members.GrantTier(Module.Granting(ann, "gold", "2026-03-01", "2026-04-01"), Call.Birch)));
        module.Known[ann].MerchantLinked = false;
        Assert.Equal(ErrorReason.NotLinked,
            await Refusals.ReasonAsync(module.GrantAsync(ann, "gold", "2026-03-01", "2026-04-01")));
    }

    [Fact]
    public async Task Grants_WithoutEnd_AreRefused()
    {
        await using var module = await Module.StartAsync();
        await module.InForceAsync();
        var (ann, bob) = (module.NewMember(), module.NewMember());
        for (var i = 0; i < 100; i++)
            await module.GrantAsync(ann, "gold", "2026-03-01", "2026-04-01");
        var refusal = await Refusals.OfAsync(module.GrantAsync(ann, "gold", "2026-03-01", "2026-04-01"));
        Assert.Equal((ErrorReason.TierGrantsExhausted, "100"), (refusal.Reason, refusal.Metadata["maximum"]));
        await module.GrantAsync(bob, "gold", "2026-03-01", "2026-04-01");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Freeze_KeepsTheLevelOfItsFirstDay(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var ruleSet = await module.InForceAsync();
        var (ann, bob) = (module.NewMember(), module.NewMember());
        // The year 2025 began on day 20089.
        module.Count(ann, "tiers/club", 20089, 1000);
        module.Count(bob, "tiers/club", 20089, 5000);
        Assert.Equal("basic", (await module.StatusAsync(ann)).Tiers[0].Standing.Level);
        var everyone = await module.FreezeAsync("", "2025-12-20", "2026-03-02");
        var own = await module.FreezeAsync(ann, "2026-03-01", "2026-06-01");

        var facts = await module.FactsAsync(ruleSet, ann);
        Assert.Equal(["silver 2026-03-02", "silver 2026-06-01"], facts.TierGrants.Select(Text));
        Assert.Equal(["gold 2026-03-02"], (await module.FactsAsync(ruleSet, bob)).TierGrants.Select(Text));
        var status = await module.StatusAsync(ann);
        Assert.Equal([everyone, own], status.Freezes);
        Assert.Equal(("silver", Module.DateOf("2026-05-31")),
            (status.Tiers[0].Standing.Level, status.Tiers[0].LastDate));

        // The level that a freeze keeps may be one that an earlier one kept, whose days are over.
        module.Now = Given.Now.AddDays(3);
        Assert.Equal(
            ["silver 2026-06-01"], (await module.FactsAsync(ruleSet, ann)).TierGrants.Select(Text));
        Assert.Empty((await module.FactsAsync(ruleSet, bob)).TierGrants);
        await module.Members.UnfreezeTier(new() { RequestId = Module.NewId(), Name = own.Name }, Call.Ann);
        Assert.Empty((await module.FactsAsync(ruleSet, ann)).TierGrants);
        Assert.Empty((await module.StatusAsync(ann)).Freezes);
    }

    [Fact]
    public async Task Freeze_ThatCannotBe_IsRefused()
    {
        await using var module = await Module.StartAsync();
        Assert.Equal(["from_date", "to_date", "reason"], await Refusals.FieldsAsync(module.Members.FreezeTier(
            new() { RequestId = Module.NewId(), Program = Given.Program }, Call.Ann)));
        Assert.Equal(ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(
            module.Members.FreezeTier(Module.Freezing("", "2026-03-01", "2026-04-01"), Call.Birch)));
        var freeze = await module.FreezeAsync("", "2026-03-01", "2026-04-01");
        Assert.Equal(ErrorReason.TierFreezeNotFound, await Refusals.ReasonAsync(module.Members.UnfreezeTier(
            new() { RequestId = Module.NewId(), Name = freeze.Name }, Call.Birch)));
        Assert.Equal(["name"], await Refusals.FieldsAsync(module.Members.UnfreezeTier(
            new() { RequestId = Module.NewId(), Name = Given.Program }, Call.Ann)));
        Assert.Equal(ErrorReason.TierGrantNotFound, await Refusals.ReasonAsync(module.Members.RevokeTierGrant(
            new() { RequestId = Module.NewId(), Name = freeze.Name.Replace("Freezes", "Grants") }, Call.Ann)));
    }

    private static MemberTierGrant Shown(TierGrantRow row) => new()
    {
        Name = $"{Given.Program}/tierGrants/{row.Id:D}",
        Member = ResourceNames.Members + row.Member.ToString("D"),
        Grant = KnownMember.GrantOf(row),
        Reason = "gift",
        CreateTime = Given.Now.ToTimestamp(),
        Order = $"{Given.Program}/orders/{row.OrderId:D}",
    };

    private static string Text(TierGrant grant) =>
        $"{grant.Level} {grant.ToDate.Year:D4}-{grant.ToDate.Month:D2}-{grant.ToDate.Day:D2}";
}
