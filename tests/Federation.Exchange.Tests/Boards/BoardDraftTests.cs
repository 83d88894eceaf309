using System.Globalization;
using System.Numerics;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange.Tests;

/// <summary>Boards from their first draft on: who may change, approve and publish what.</summary>
public sealed class BoardDraftTests
{
    private static readonly Call Ada = Call.Of("/boards", "admins/ada");
    private static readonly Call Bob = Call.Of("/boards", "admins/bob");

    [Fact]
    public async Task Draft_WrittenAnewAndProposed_IsWhatWasWrittenLast()
    {
        await using var module = await Module.StartAsync();
        var terms = Given.Terms();
        var draft = await DraftAsync(module, terms);
        terms.Values.RemoveAt(3);
        terms.Values[0].OffValueUnits = 1;
        (terms.FeeFixedUnits, terms.MinimumUnits, terms.MaximumUnits) = (3, 10, 1000);
        terms.Pairs.Add(Pair("birch", "aster", 5000, 3));
        terms.Pairs.Add(Pair("aster", "birch", 5000, 3));

        var written = (await module.Boards.UpdateDraft(Update(draft, terms, 1), Ada)).Board;
        var proposed = (await module.Boards.ProposeBoard(Propose(draft), Bob)).Board;
        var read = (await module.Boards.GetBoard(new GetBoardRequest { Name = draft }, Ada)).Board;

        Assert.Equal((BoardState.Draft, 2L, 2), (written.State, written.Revision, written.PairCount));
        Assert.Empty(written.Pairs);
        Assert.Equal((BoardState.Proposed, "admins/bob"), (proposed.State, proposed.Proposer));
        Assert.Equal(terms.Values, read.Values);
        Assert.Equal((3L, 10L, 1000L), (read.FeeFixedUnits, read.MinimumUnits, read.MaximumUnits));
        Assert.Equal(["coins/aster", "coins/birch"], read.Pairs.Select(p => p.Source));
        var brief = (await module.Boards.GetBoard(new() { Name = draft, WithoutPairs = true }, Ada)).Board;
        Assert.Equal((0, 2), (brief.Pairs.Count, brief.PairCount));
    }

    [Fact]
    public async Task Boards_WhosePairsAreNotAskedFor_AreReadWithoutThem()
    {
        // Statements that read name the table by its alias before the column; those that write do not.
        var column = TestDatabase.Default == DatabaseKind.SqlServer ? ".[pairs]" : ".\"pairs\"";
        var fault = new InvalidOperationException("The pairs were read.");
        await using var module = await Module.StartAsync(new FailingStatements(column, int.MaxValue, fault));
        var terms = Given.Terms();
        terms.Pairs.Add(Pair("birch", "aster", 5000, 3));
        var draft = await DraftAsync(module, terms);

        var listed = (await module.Boards.ListBoards(new ListBoardsRequest(), Ada)).Boards;
        var brief = (await module.Boards.GetBoard(new() { Name = draft, WithoutPairs = true }, Ada)).Board;

        Assert.Equal([1, 1], listed.Append(brief).Select(b => b.PairCount));
        Assert.Equal(4, brief.Values.Count);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => module.Boards.GetBoard(new() { Name = draft }, Ada));
    }

    /// <summary>As boards are that an older version has written.</summary>
    [Fact]
    public async Task Board_WhoseNumberOfPairsWasNotKept_IsCounted()
    {
        await using var module = await Module.StartAsync();
        var terms = Given.Terms();
        terms.Pairs.Add(Pair("birch", "aster", 5000, 3));
        var old = await DraftAsync(module, terms);
        await module.Db.Boards.ExecuteUpdateAsync(b => b.SetProperty(x => x.PairCount, (int?)null));
        await DraftAsync(module, Given.Terms());

        var listed = (await module.Boards.ListBoards(new ListBoardsRequest(), Ada)).Boards;
        var brief = (await module.Boards.GetBoard(new() { Name = old, WithoutPairs = true }, Ada)).Board;

        Assert.Equal([0, 1, 1], listed.Append(brief).Select(b => b.PairCount));
        Assert.Equal(1, (await module.Boards.UpdateDraft(Update(old, terms, 1), Ada)).Board.PairCount);
    }

    [Fact]
    public async Task Draft_ReadBeforeAnotherWroteIt_IsNotWritten()
    {
        await using var module = await Module.StartAsync();
        var draft = await DraftAsync(module, Given.Terms());
        var first = Update(draft, Given.Terms(fee: 1), 1);
        await module.Boards.UpdateDraft(first, Ada);

        Assert.True((await module.Boards.UpdateDraft(first, Ada)).Replayed);
        Assert.Equal(ErrorReason.VersionMismatch,
            await Refusals.ReasonAsync(module.Boards.UpdateDraft(Update(draft, Given.Terms(fee: 2), 1), Bob)));
        await module.Boards.ProposeBoard(Propose(draft), Ada);
        Assert.Equal(ErrorReason.BoardNotDraft,
            await Refusals.ReasonAsync(module.Boards.UpdateDraft(Update(draft, Given.Terms(), 2), Ada)));
        Assert.Equal(
            ErrorReason.BoardNotDraft, await Refusals.ReasonAsync(module.Boards.ProposeBoard(Propose(draft), Ada)));
        Assert.Equal(1, (await module.Boards.GetBoard(new GetBoardRequest { Name = draft }, Ada)).Board.FeeBasisPoints);
    }

    [Fact]
    public async Task Draft_Unsafe_IsKeptAndCannotBeProposed()
    {
        await using var module = await Module.StartAsync();
        var terms = Given.Terms();
        terms.Pairs.Add(Pair("aster", "birch", onValue: 1, offValue: 1000));
        var draft = await DraftAsync(module, terms);

        Assert.Equal(
            ErrorReason.BoardUnsafe, await Refusals.ReasonAsync(module.Boards.ProposeBoard(Propose(draft), Ada)));
        Assert.Equal(ErrorReason.BoardNotProposed, await Refusals.ReasonAsync(module.ApproveAsync(draft)));
        Assert.Equal(ErrorReason.BoardNotApproved, await Refusals.ReasonAsync(PublishAsync(module, draft)));
        Assert.Equal(
            BoardState.Draft, (await module.Boards.GetBoard(new GetBoardRequest { Name = draft }, Ada)).Board.State);
    }

    [Fact]
    public async Task Check_SaysWhatProposingWouldSay()
    {
        await using var module = await Module.StartAsync();
        var board = await module.PublishAsync();
        var terms = Given.Terms();
        terms.Values[0].OnValueUnits *= 2;

        var fine = await module.Boards.CheckBoard(new CheckBoardRequest { Name = board.Name }, Ada);
        var slip = await module.Boards.CheckBoard(new CheckBoardRequest { Terms = terms }, Ada);
        terms.Pairs.Add(Pair("aster", "birch", onValue: 1, offValue: 1000));
        var gains = await module.Boards.CheckBoard(new CheckBoardRequest { Terms = terms }, Ada);

        Assert.Equal((BoardSafety.Proven, board.Name, 2000), (fine.Safety, fine.ComparedWith, fine.BandBasisPoints));
        Assert.Empty(fine.Deviations);
        Assert.Equal(board.Values.Select(v => v.Coin), fine.Prices.Select(p => p.Coin));
        Assert.Equal(V1.DeviationKind.CoinOnValue, Assert.Single(slip.Deviations).Kind);
        Assert.Equal(BoardSafety.Gains, gains.Safety);
        Assert.Equal(["coins/aster", "coins/birch"], gains.Cycle.Coins.Order());
        Assert.True(gains.Cycle.ProfitableUnits > 0);
        AssertSteps(gains.Cycle);
        Assert.Equal(1, await module.Db.Boards.CountAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A round along the steps: each goes on from what the one before it gave, and any one of them at its
    /// highest rate closes the circle exactly.</summary>
    private static void AssertSteps(GainingCycle cycle)
    {
        Assert.Equal(cycle.Coins, cycle.Steps.Select(s => s.Source));
        Assert.Equal(cycle.Coins.Skip(1).Append(cycle.Coins[0]), cycle.Steps.Select(s => s.Target));
        Assert.Equal(
            cycle.Steps.Select(s => s.BecomesUnits), cycle.Steps.Skip(1).Select(s => s.GivenUnits)
                .Append(cycle.Steps[^1].BecomesUnits));
        Assert.Equal(cycle.ProfitableUnits, cycle.Steps[0].GivenUnits);
        Assert.True(cycle.Steps[^1].BecomesUnits > cycle.ProfitableUnits);
        Assert.Equal(Read(cycle.Product), cycle.Steps.Select(s => Read(s.Rate)).Aggregate((a, b) => a * b));
        Assert.All(cycle.Steps, mended => Assert.Equal(
            Fraction.One, cycle.Steps.Select(s => Read(s == mended ? s.HighestRate : s.Rate))
                .Aggregate((a, b) => a * b)));

        static Fraction Read(string text) => text.Split('/') is [var n, var d]
            ? new Fraction(BigInteger.Parse(n, CultureInfo.InvariantCulture),
                BigInteger.Parse(d, CultureInfo.InvariantCulture))
            : new Fraction(BigInteger.Parse(text, CultureInfo.InvariantCulture), 1);
    }

    [Fact]
    public async Task Approve_WhatDeviatesFromTheBoardInForce_NeedsAReason()
    {
        await using var module = await Module.StartAsync();
        var before = await module.PublishAsync();
        var terms = Given.Terms();
        terms.Values[0].OnValueUnits *= 2;
        var board = (await module.Boards.ProposeBoard(
            new ProposeBoardRequest { RequestId = Module.NewId(), Terms = terms }, Ada)).Board;

        Assert.Equal((before.Name, 1), (board.ComparedWith, board.DeviationCount));
        Assert.Equal(ErrorReason.ReasonMissing, await Refusals.ReasonAsync(module.ApproveAsync(board.Name)));
        var approved = await module.ApproveAsync(board.Name, "aster was redenominated");
        Assert.Equal(BoardState.Approved, approved.State);
        Assert.Equal(
            ("admins/bob", "aster was redenominated"), (approved.Approvals[0].Approver, approved.Approvals[0].Reason));
        await PublishAsync(module, board.Name);

        // The way back deviates as well, and nobody has given a reason for it.
        module.Books.Now += TimeSpan.FromHours(1);
        Assert.Equal(ErrorReason.ReasonMissing, await Refusals.ReasonAsync(PublishAsync(module, before.Name)));
        Assert.Equal(BoardState.Published, (await PublishAsync(module, before.Name, "a mistake")).State);
        var states = (await module.Boards.ListBoards(new ListBoardsRequest(), Ada)).Boards.Select(b => b.State);
        Assert.Equal([BoardState.Superseded, BoardState.Published], states);
    }

    [Fact]
    public async Task Approve_ByEachBrandWhoseValuesChange_WhereTheAllianceAsksForIt()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Rules.BrandApproval = true;
        var terms = Given.Terms();
        terms.Values[0].OffValueUnits--;
        terms.Values[2].OffValueUnits--;
        var board = (await module.Boards.ProposeBoard(
            new ProposeBoardRequest { RequestId = Module.NewId(), Terms = terms }, Ada)).Board;

        Assert.Equal(["partners/aster", "partners/cedar"], board.PendingPartners);
        await module.ApproveAsync(board.Name);
        var refused = module.Boards.PublishBoard(Publication(board.Name), Ada);
        Assert.Equal(ErrorReason.BoardNotApproved, await Refusals.ReasonAsync(refused));
        Assert.Equal(
            ErrorReason.NotYours, await Refusals.ReasonAsync(module.ApproveAsync(board.Name, by: "partners/birch")));
        await module.ApproveAsync(board.Name, by: "partners/aster");
        Assert.Equal(ErrorReason.BoardNotProposed,
            await Refusals.ReasonAsync(module.ApproveAsync(board.Name, by: "partners/aster")));
        var approved = await module.ApproveAsync(board.Name, by: "partners/cedar");
        Assert.Equal((BoardState.Approved, 3), (approved.State, approved.Approvals.Count));
        Assert.Empty(approved.PendingPartners);
        Assert.Equal(BoardState.Published, (await PublishAsync(module, board.Name)).State);
    }

    [Fact]
    public async Task Diff_OfTwoBoards_NamesEachNumberOnce()
    {
        await using var module = await Module.StartAsync();
        var from = await DraftAsync(module, Given.Terms());
        var terms = Given.Terms(fee: 7);
        terms.Values[1].OnValueUnits++;
        terms.Values.RemoveAt(3);
        var pair = Pair("aster", "birch", 9, 8);
        pair.Limits = new PairLimits { MaximumUnits = 5 };
        terms.Pairs.Add(pair);
        var to = await DraftAsync(module, terms);

        var diff = await module.Boards.DiffBoards(new DiffBoardsRequest { From = from, To = to }, Ada);
        var none = await module.Boards.DiffBoards(new DiffBoardsRequest { From = to, To = to }, Ada);

        Assert.Equal(
            [
                "fee.basis_points", "on_value_units coins/birch", "on_value_units coins/dune",
                "off_value_units coins/dune",
                "on_value_units coins/aster coins/birch", "off_value_units coins/aster coins/birch",
                "limits.minimum_units coins/aster coins/birch", "limits.maximum_units coins/aster coins/birch",
            ],
            diff.Differences.Select(d => $"{d.Field} {d.Coin} {d.Target}".TrimEnd()));
        Assert.Equal(("100", "7"), (diff.Differences[0].From, diff.Differences[0].To));
        Assert.Equal("", diff.Differences[2].To);
        Assert.Empty(none.Differences);
    }

    [Fact]
    public async Task Publications_AreListedLatestFirstWithWhoAndWhy()
    {
        await using var module = await Module.StartAsync();
        var first = await module.PublishAsync(fee: 1);
        var second = await module.PublishAsync(fee: 2);
        module.Books.Now += TimeSpan.FromHours(1);
        await PublishAsync(module, first.Name, "back");

        var page = await module.Boards.ListPublications(new ListPublicationsRequest { PageSize = 2 }, Bob);
        var rest = await module.Boards.ListPublications(
            new ListPublicationsRequest { PageSize = 2, PageToken = page.NextPageToken }, Bob);

        Assert.Equal([(3, first.Name), (2, second.Name)], page.Publications.Select(p => ((int)p.Sequence, p.Board)));
        Assert.Equal(("admins/ada", "back", module.Books.Now.ToTimestamp()),
            (page.Publications[0].Publisher, page.Publications[0].Reason, page.Publications[0].PublishTime));
        Assert.Equal([1L], rest.Publications.Select(p => p.Sequence));
        Assert.Empty(rest.NextPageToken);
    }

    private static async Task<string> DraftAsync(Module module, BoardTerms terms) =>
        (await module.Boards.CreateDraft(
            new CreateDraftRequest { RequestId = Module.NewId(), Terms = terms.Clone() }, Ada)).Board.Name;

    /// <summary>Two at one moment of a sandbox, and the first of them again, later.</summary>
    [Fact]
    public async Task State_IsOfTheBoardThatPaymentsGoBy()
    {
        await using var module = await Module.StartAsync();
        var first = await module.PublishAsync();
        Assert.Equal(BoardState.Published, (await module.PublishAsync(fee: 200)).State);
        Assert.Equal([BoardState.Published, BoardState.Superseded], await StatesAsync());
        var later = Publication(first.Name);
        later.PublishTime = (Given.Now + TimeSpan.FromHours(2)).ToTimestamp();
        Assert.Equal(BoardState.Published, (await module.Boards.PublishBoard(later, Ada)).Board.State);
        Assert.Equal([BoardState.Published, BoardState.Published], await StatesAsync());
        module.Books.Now += TimeSpan.FromHours(2);
        Assert.Equal([BoardState.Superseded, BoardState.Published], await StatesAsync());

        async Task<IEnumerable<BoardState>> StatesAsync() =>
            (await module.Boards.ListBoards(new ListBoardsRequest(), Ada)).Boards.Select(b => b.State);
    }

    private static async Task<Board> PublishAsync(Module module, string board, string reason = "") =>
        (await module.Boards.PublishBoard(Publication(board, reason), Ada)).Board;

    private static PublishBoardRequest Publication(string board, string reason = "") =>
        new() { RequestId = Module.NewId(), Name = board, Reason = reason };

    private static UpdateDraftRequest Update(string draft, BoardTerms terms, long revision) =>
        new() { RequestId = Module.NewId(), Name = draft, Terms = terms.Clone(), Revision = revision };

    private static ProposeBoardRequest Propose(string draft) => new() { RequestId = Module.NewId(), Draft = draft };

    private static V1.PairTerms Pair(string source, string target, long onValue, long offValue) => new()
    {
        Source = "coins/" + source,
        Target = "coins/" + target,
        Values = new PairValues { OnValueUnits = onValue, OffValueUnits = offValue },
    };
}
