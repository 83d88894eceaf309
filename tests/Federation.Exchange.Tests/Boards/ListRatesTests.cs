using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange.Tests;

/// <summary>The RPC that lists a board's rates.</summary>
public sealed class ListRatesTests
{
    private static readonly Call Ada = Call.Of("/rates", "admins/ada");
    private static readonly Call Aster = Call.Of("/rates", "partners/aster");

    [Fact]
    public async Task ListRates_OfTheBoardInForce_HasAllPairsForEveryCaller()
    {
        await using var module = await Module.StartAsync();
        Assert.Equal(
            ErrorReason.NoBoardInForce, await Refusals.ReasonAsync(module.Boards.ListRates(new(), Aster)));
        var board = await module.PublishAsync();

        var rates = await module.Boards.ListRates(new(), Aster);
        var own = await module.Boards.ListRates(new() { Name = board.Name, Sources = { "coins/aster" } }, Aster);

        Assert.Equal((board.Name, 12, ""), (rates.Board, rates.TotalSize, rates.NextPageToken));
        Assert.Equal(12, rates.Rates.Count);
        Assert.All(rates.Rates, r => Assert.Equal(100, r.Sample.Paid.Units));
        Assert.Equal(3, own.TotalSize);
        Assert.Equal(["coins/birch", "coins/cedar", "coins/dune"], own.Rates.Select(r => r.Target));
    }

    [Fact]
    public async Task ListRates_WorstFirstInPages_EndsWithTheBest()
    {
        await using var module = await Module.StartAsync();
        var draft = await DraftAsync(module);
        var request = new ListRatesRequest { Name = draft.Name, Order = RateOrder.WorstFirst, PageSize = 5 };
        var pages = new List<PairRate>();
        do
        {
            var page = await module.Boards.ListRates(request, Ada);
            pages.AddRange(page.Rates);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(12, pages.Select(p => (p.Source, p.Target)).Distinct().Count());
        // Cedar pays 170 of 200, dune 76 of 80; equal ones are by coin.
        Assert.Equal("coins/cedar coins/aster", $"{pages[0].Source} {pages[0].Target}");
        Assert.Equal("coins/dune coins/cedar", $"{pages[^1].Source} {pages[^1].Target}");
        Assert.Equal(pages.Select(p => p.WorthBasisPoints).Order(), pages.Select(p => p.WorthBasisPoints));
    }

    [Fact]
    public async Task ListRates_PageOfAnotherQueryOrRevision_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var draft = await DraftAsync(module);
        var request = new ListRatesRequest { Name = draft.Name, PageSize = 5 };
        request.PageToken = (await module.Boards.ListRates(request, Ada)).NextPageToken;

        Assert.Equal(5, (await module.Boards.ListRates(request, Ada)).Rates.Count);
        Assert.Equal(
            ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(module.Boards.ListRates(request, Aster)));
        var other = request.Clone();
        other.SampleUnits = 7;
        Assert.Equal(ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(module.Boards.ListRates(other, Ada)));
        await module.Boards.UpdateDraft(
            new() { RequestId = Module.NewId(), Name = draft.Name, Terms = Given.Terms(fee: 1), Revision = 1 }, Ada);
        Assert.Equal(ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(module.Boards.ListRates(request, Ada)));
    }

    [Fact]
    public async Task ListRates_BadForm_IsRefusedWithEveryField()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var request = new ListRatesRequest
        {
            Name = "boards/one",
            SampleUnits = -1,
            Order = (RateOrder)7,
            PageSize = 1001,
            Sources = { "aster" },
        };
        request.Targets.AddRange(Enumerable.Repeat("coins/aster", 1001));

        var refused = await Assert.ThrowsAsync<RefusalException>(() => module.Boards.ListRates(request, Ada));

        Assert.Equal(
            ["name", "sources[0]", "targets", "sample_units", "order", "page_size"],
            refused.Refusal.Fields.Select(f => f.Field));
        Assert.Equal(
            ErrorReason.BoardNotFound,
            await Refusals.ReasonAsync(module.Boards.ListRates(new() { Name = "boards/99" }, Ada)));
    }

    private static async Task<Board> DraftAsync(Module module) => (await module.Boards.CreateDraft(
        new() { RequestId = Module.NewId(), Terms = Given.Terms() }, Ada)).Board;
}
