using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange.Tests;

public class BoardServiceTests
{
    private static readonly Call Ada = Call.Of("/boards", "admins/ada");
    private static readonly Call Bob = Call.Of("/boards", "admins/bob");

    [Fact]
    public async Task Board_FromProposalToForce_ShowsHowFarItCame()
    {
        await using var module = await Module.StartAsync();

        var proposed = (await module.Boards.ProposeBoard(Given.Proposal(), Ada)).Board;
        var approved = (await module.Boards.ApproveBoard(Approve(proposed.Name), Bob)).Board;
        var published = (await module.Boards.PublishBoard(Publish(proposed.Name), Ada)).Board;
        var inForce = (await module.Boards.GetBoard(new GetBoardRequest(), Call.Of("/boards", "partners/aster"))).Board;

        Assert.Equal(("boards/1", BoardState.Proposed), (proposed.Name, proposed.State));
        Assert.Equal(("admins/ada", ""), (proposed.Proposer, proposed.Approver));
        Assert.Equal((BoardState.Approved, "admins/bob"), (approved.State, approved.Approver));
        Assert.Null(approved.PublishTime);
        Assert.Equal((BoardState.Published, Given.Now.ToTimestamp()), (published.State, published.PublishTime));
        Assert.Equal(published, inForce);
        Assert.Equal(Given.Proposal().Values, inForce.Values);
        Assert.Equal(("GBP", 100), (inForce.Currency, inForce.FeeBasisPoints));
    }

    [Fact]
    public async Task Propose_SameRequestTwice_MakesOneBoard()
    {
        await using var module = await Module.StartAsync();
        var request = Given.Proposal();

        var first = await module.Boards.ProposeBoard(request, Ada);
        var second = await module.Boards.ProposeBoard(request, Ada);
        request.FeeBasisPoints++;
        var other = await Refusals.ReasonAsync(module.Boards.ProposeBoard(request, Ada));

        Assert.False(first.Replayed);
        Assert.True(second.Replayed);
        Assert.Equal(first.Board, second.Board);
        Assert.Equal(ErrorReason.RequestIdReused, other);
        Assert.Equal(1, await module.Db.Boards.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Propose_WithoutAMaximumForEachConversion_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var values = Given.Proposal();
        values.MaximumUnits = 0;
        var terms = Given.Terms();
        terms.MaximumUnits = 0;
        var pair = Given.Terms();
        pair.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/birch",
            Limits = new V1.PairLimits { MinimumUnits = 5 }
        });
        var draft = (await module.Boards.CreateDraft(
            new CreateDraftRequest { RequestId = Module.NewId(), Terms = terms }, Ada)).Board.Name;

        foreach (var request in new[]
        {
            values, new ProposeBoardRequest { RequestId = Module.NewId(), Terms = terms },
            new ProposeBoardRequest { RequestId = Module.NewId(), Terms = pair },
            new ProposeBoardRequest { RequestId = Module.NewId(), Draft = draft },
        })
            Assert.Equal(
                ErrorReason.BoardUnbounded, await Refusals.ReasonAsync(module.Boards.ProposeBoard(request, Ada)));
        Assert.Equal(
            BoardState.Draft, (await module.Boards.GetBoard(new GetBoardRequest { Name = draft }, Ada)).Board.State);
    }

    [Fact]
    public async Task Publish_OfABoardFromBeforeMaximums_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var board = (await module.Boards.ProposeBoard(Given.Proposal(), Ada)).Board.Name;
        await module.ApproveAsync(board);
        await module.Db.Boards.ExecuteUpdateAsync(
            b => b.SetProperty(x => x.MaximumUnits, 0L), TestContext.Current.CancellationToken);

        Assert.Equal(
            ErrorReason.BoardUnbounded, await Refusals.ReasonAsync(module.Boards.PublishBoard(Publish(board), Ada)));
    }

    [Fact]
    public async Task Approve_ByABrandThatIsSuspended_WaitsUntilItIsResumed()
    {
        await using var module = await Module.StartAsync();
        module.Rules.BrandApproval = true;
        var board = (await module.Boards.ProposeBoard(Given.Proposal(), Ada)).Board.Name;
        var admin = Call.Of("/boards", "partners/cedar", Role.PartnerAdmin);
        module.Brands = Given.DirectoryResponse("cedar");
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ErrorReason.PartnerSuspended,
            await Refusals.ReasonAsync(module.Boards.ApproveBoard(Approve(board), admin)));
        module.Brands = Given.DirectoryResponse();
        await module.Boards.ApproveBoard(Approve(board), admin);
    }

    [Fact]
    public async Task Approve_ByTheProposerOrTwice_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var board = (await module.Boards.ProposeBoard(Given.Proposal(), Ada)).Board.Name;

        Assert.Equal(ErrorReason.SamePerson, await ApproveReason(board, Ada));
        Assert.Equal(ErrorReason.BoardNotApproved, await PublishReason(board));
        await module.Boards.ApproveBoard(Approve(board), Bob);
        Assert.Equal(ErrorReason.BoardNotProposed, await ApproveReason(board, Bob));
        Assert.Equal(ErrorReason.BoardNotFound, await ApproveReason("boards/2", Bob));
        Assert.Equal(ErrorReason.BoardNotFound, await PublishReason("boards/2"));
        Assert.Equal(ErrorReason.FieldInvalid, await ApproveReason("boards/x", Bob));

        Task<ErrorReason> ApproveReason(string name, Call call) =>
            Refusals.ReasonAsync(module.Boards.ApproveBoard(Approve(name), call));
        Task<ErrorReason> PublishReason(string name) =>
            Refusals.ReasonAsync(module.Boards.PublishBoard(Publish(name), Ada));
    }

    [Fact]
    public async Task Propose_UnsafeOrUnknown_LeavesNothing()
    {
        await using var module = await Module.StartAsync();
        var unsafeBoard = Given.Proposal();
        unsafeBoard.Values[1].OffValueUnits = 60;
        var unknown = Given.Proposal();
        unknown.Values[0].Coin = "coins/nothing";

        Assert.Equal(ErrorReason.BoardUnsafe, await Refusals.ReasonAsync(module.Boards.ProposeBoard(unsafeBoard, Ada)));
        Assert.Equal(ErrorReason.CoinNotFound, await Refusals.ReasonAsync(module.Boards.ProposeBoard(unknown, Ada)));
        Assert.Empty((await module.Boards.ListBoards(new ListBoardsRequest(), Ada)).Boards);
    }

    [Fact]
    public async Task Publish_EarlierBoardAgain_IsInForceAgainAndKeepsTheHistory()
    {
        await using var module = await Module.StartAsync();
        var first = await module.PublishAsync(fee: 100);
        module.Books.Now += TimeSpan.FromHours(1);
        var second = await module.PublishAsync(fee: 200);
        var third = await module.PublishAsync(fee: 300);
        module.Books.Now += TimeSpan.FromHours(1);
        var again = (await module.Boards.PublishBoard(Publish(first.Name), Ada)).Board;

        Assert.Equal(first.Name, await InForceAt(module, 0));
        Assert.Equal(third.Name, await InForceAt(module, 60));
        Assert.Equal(first.Name, await InForceAt(module, 120));
        Assert.Equal(module.Books.Now.ToTimestamp(), again.PublishTime);
        Assert.NotEqual(second.Name, third.Name);
        Assert.Equal(ErrorReason.NoBoardInForce, await Refusals.ReasonAsync(InForceAt(module, -1)));
    }

    [Fact]
    public async Task Publish_TimeThatHasPassed_IsRefusedButAReplayIsNot()
    {
        await using var module = await Module.StartAsync();
        var board = (await module.PublishAsync()).Name;
        var later = Publish(board);
        later.PublishTime = Given.Now.AddHours(2).ToTimestamp();

        var scheduled = await module.Boards.PublishBoard(later, Ada);
        module.Books.Now += TimeSpan.FromHours(3);

        Assert.Equal(later.PublishTime, scheduled.Board.PublishTime);
        Assert.True((await module.Boards.PublishBoard(later, Ada)).Replayed);
        later.RequestId = Module.NewId();
        Assert.Equal(ErrorReason.FieldInvalid, await Refusals.ReasonAsync(module.Boards.PublishBoard(later, Ada)));
    }

    [Fact]
    public async Task List_Pages_GiveEachBoardOnceNewestFirst()
    {
        await using var module = await Module.StartAsync();
        for (var i = 0; i < 5; i++)
            await module.Boards.ProposeBoard(Given.Proposal(fee: i), Ada);
        await module.PublishAsync();
        var names = new List<string>();
        var page = new ListBoardsRequest { PageSize = 2 };
        do
        {
            var response = await module.Boards.ListBoards(page, Ada);
            names.AddRange(response.Boards.Select(b => b.Name));
            Assert.All(response.Boards, b => Assert.Equal(4, b.Values.Count));
            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);

        Assert.Equal(["boards/6", "boards/5", "boards/4", "boards/3", "boards/2", "boards/1"], names);
        page.PageToken = "00";
        Assert.Equal(ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(module.Boards.ListBoards(page, Ada)));
    }

    [Fact]
    public void Model_Migrations_HaveNoPendingChange()
    {
        var sqlite = new DesignTimeSqliteExchangeDb().CreateDbContext([]);
        var postgres = new DesignTimePostgresExchangeDb().CreateDbContext([]);
        var sqlServer = new DesignTimeSqlServerExchangeDb().CreateDbContext([]);

        Assert.All(
            new ExchangeDb[] { sqlite, postgres, sqlServer }, db => Assert.False(db.Database.HasPendingModelChanges()));
    }

    private static async Task<string> InForceAt(Module module, int minute)
    {
        var asOf = Given.Now.AddMinutes(minute).ToTimestamp();
        return (await module.Boards.GetBoard(new GetBoardRequest { AsOf = asOf }, Ada)).Board.Name;
    }

    private static ApproveBoardRequest Approve(string board) => new() { RequestId = Module.NewId(), Name = board };

    private static PublishBoardRequest Publish(string board) => new() { RequestId = Module.NewId(), Name = board };
}
