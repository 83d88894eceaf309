using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Federation.Ledger.Tests.RpcFixture;
using Call = Grpc.Core.AsyncDuplexStreamingCall<
    Federation.Ledger.V1.StreamCommandsRequest, Federation.Ledger.V1.StreamCommandsResponse>;

namespace Federation.Ledger.Tests;

/// <summary>Streams of commands, over a socket.</summary>
public sealed class RpcStreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Stream_OfManyCommands_AnswersEachOnceAndEndsWithItsCaller(DatabaseKind kind)
    {
        await using var books = await ListeningAsync(kind);
        var members = Enumerable.Range(0, 7).Select(_ => books.NewMember()).ToArray();
        var items = Enumerable.Range(0, 3000).Select(i => (i % 10) switch
        {
            9 => new BatchItem { Redeem = books.RedeemOf(members[i % 7], 1_000_000, Aster) },
            8 => new BatchItem { Redeem = books.RedeemOf(members[i % 7], 1, Aster) },
            _ => new BatchItem { Earn = books.EarnOf(members[i % 7], 2, Aster) },
        }).ToList();
        var first = await ExchangeAsync(books, items);
        Assert.Equal(items.Select(IdOf).Order(), first.Select(a => a.RequestId).Order());
        Assert.Equal(300, first.Count(a => ReasonOf(a.Result) == "INSUFFICIENT_COINS"));
        Assert.Equal(2700, first.Count(a => a.Result.Journal?.GroupNumber > 0));
        Assert.All(first, a => Assert.False(a.Result.Replayed));
        // Again, over another stream: nothing happens twice.
        var byId = first.ToDictionary(a => a.RequestId, a => a.Result);
        foreach (var again in await ExchangeAsync(books, items))
            Assert.Equal(byId[again.RequestId], new BatchResult(again.Result) { Replayed = false });
        await books.WithDbAsync(async db => Assert.Equal(3000, await db.Outcomes.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Stream_CommandsOfOneMember_AreDecidedInTheirOrder()
    {
        await using var books = await ListeningAsync();
        var ann = books.NewMember();
        var items = Enumerable.Range(0, 500).SelectMany(_ => new[]
        {
            new BatchItem { Earn = books.EarnOf(ann, 3, Aster) },
                new BatchItem { Redeem = books.RedeemOf(ann, 3, Aster) },
        }).ToList();
        Assert.All(await ExchangeAsync(books, items), a => Assert.NotNull(a.Result.Journal));
    }

    [Fact]
    public async Task Stream_WithBadItems_RefusesThoseAndGoesOn()
    {
        await using var books = await ListeningAsync();
        var ann = books.NewMember();
        using var call = books.ClientOf(Aster).StreamCommands(cancellationToken: Cancel);
        await call.ResponseHeadersAsync;
        Assert.Equal("FIELD_INVALID", ReasonOf(await AskAsync(call, null)));
        Assert.Equal("FIELD_INVALID", ReasonOf(await AskAsync(call, new BatchItem())));
        Assert.Equal(
            "FIELD_INVALID", ReasonOf(await AskAsync(call, new BatchItem { Earn = books.EarnOf(ann, 0, Aster) })));
        Assert.Equal("NOT_YOURS",
            ReasonOf(await AskAsync(call, new BatchItem { Earn = books.EarnOf(ann, 1, Aster, "coins/birch") })));
        Assert.Equal("COIN_NOT_FOUND",
            ReasonOf(await AskAsync(call, new BatchItem { Earn = books.EarnOf(ann, 1, Aster, "coins/nothing") })));
        await AskAsync(call, new BatchItem { Earn = books.EarnOf(ann, 10, Aster) });
        // What names journals is looked up.
        var redeemed = (await AskAsync(call, new BatchItem { Redeem = books.RedeemOf(ann, 10, Aster) })).Journal;
        await AskAsync(
            call, new BatchItem { Earn = new EarnRequest(books.EarnOf(ann, 4, Aster)) { Purchase = redeemed.Name } });
        var refund = new RefundRequest { RequestId = NewId(), Journal = redeemed.Name, All = true };
        var refunded = (await AskAsync(call, new BatchItem { Refund = refund })).Journal;
        Assert.Equal(4, refunded.Entries.Single(e => e.Kind == AccountKind.ClawedBack).Units);
        var held = (await AskAsync(call, new BatchItem { Hold = books.HoldOf(ann, 5, "aster") })).Journal;
        var capture = new CaptureRequest { RequestId = NewId(), Hold = HoldName(held), All = true };
        Assert.Equal(held.Name, (await AskAsync(call, new BatchItem { Capture = capture })).Journal.Corrects);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task Streams_OfOnePrincipal_AreLimited()
    {
        await using var books = await ListeningAsync(limits: o => o.StreamsPerPrincipal = 2);
        using var first = await OpenAsync(books, Aster);
        using (await OpenAsync(books, Aster))
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(books, Aster));
            Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.RateLimited),
                (refused.StatusCode, Refusal.From(refused)!.Reason));
            (await OpenAsync(books, Birch)).Dispose();
        }
        // The second was left, and its place is free as soon as the server knows.
        while (true)
            try
            {
                using var third = await OpenAsync(books, Aster);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                Cancel.ThrowIfCancellationRequested();
            }
    }

    [Fact]
    public async Task Stream_WithAFullQueue_WaitsAndRefusesNothing()
    {
        await using var books = await ListeningAsync(limits: o => (o.QueueCapacity, o.StreamUndecided) = (8, 100));
        var members = Enumerable.Range(0, 5).Select(_ => books.NewMember()).ToArray();
        List<BatchItem> Items(int count) => [.. Enumerable.Range(0, count)
            .Select(i => new BatchItem { Earn = books.EarnOf(members[i % 5], 1, Aster) })];
        var answers = await Task.WhenAll(ExchangeAsync(books, Items(300)), ExchangeAsync(books, Items(300)));
        Assert.All(answers.SelectMany(a => a), a => Assert.True(a.Result.Journal is not null, a.ToString()));
    }

    [Fact]
    public async Task Stream_WhenTheProcessStops_AnswersWhatItTookAndSaysSo()
    {
        await using var books = await ListeningAsync();
        var ann = books.NewMember();
        using var call = await OpenAsync(books, Aster);
        var items = Enumerable.Range(0, 200).Select(_ => new BatchItem { Earn = books.EarnOf(ann, 1, Aster) }).ToList();
        foreach (var item in items)
            await call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }, Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        var answered = 1;
        books.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Cancel))
                answered++;
        });
        Assert.Equal(
            (StatusCode.Unavailable, ErrorReason.ModuleUnreachable), (ended.StatusCode, Refusal.From(ended)!.Reason));
        // What was not answered was not taken.
        var wallet = await books.WalletAsync(ann, "aster");
        Assert.Equal(answered, wallet.BalanceUnits);
    }

    /// <summary>Opens a stream, and sees that something is answered there.</summary>
    private static async Task<Call> OpenAsync(RpcFixture books, Caller caller)
    {
        var call = books.ClientOf(caller).StreamCommands(cancellationToken: Cancel);
        // Where the stream is refused, the writing may fail of it; the reading says why.
        await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(new StreamCommandsRequest(), Cancel));
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        return call;
    }

    /// <summary>Sends one command and waits for what it came to.</summary>
    private static async Task<BatchResult> AskAsync(Call call, BatchItem? item)
    {
        await call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }, Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal(item is null ? "" : IdOf(item), call.ResponseStream.Current.RequestId);
        return call.ResponseStream.Current.Result;
    }

    /// <summary>Sends commands over one stream while it reads the answers, to the end.</summary>
    private static async Task<List<StreamCommandsResponse>> ExchangeAsync(RpcFixture books, List<BatchItem> items)
    {
        using var call = books.ClientOf(Aster).StreamCommands(cancellationToken: Cancel);
        var sending = SendAsync();
        var answers = new List<StreamCommandsResponse>();
        while (await call.ResponseStream.MoveNext(Cancel))
            answers.Add(call.ResponseStream.Current);
        await sending;
        return answers;

        async Task SendAsync()
        {
            foreach (var item in items)
                await call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }, Cancel);
            await call.RequestStream.CompleteAsync();
        }
    }

    private static string IdOf(BatchItem item) => Intake.HeadOf(item).RequestId;

    private static string ReasonOf(BatchResult result) =>
        result.Refusal is null ? "" : result.Refusal.GetDetail<ErrorInfo>()!.Reason;
}
