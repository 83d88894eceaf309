using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>A record is good or it is not, from the alliance and from a file.</summary>
public sealed class RecordVerificationTests : IAsyncLifetime
{
    private readonly string file = Path.GetTempFileName();
    private readonly GetEvaluationResponse one = ScriptedCheckout.One();
    private ScriptedAlliance alliance = null!;

    private string Digest => Convert.ToHexStringLower(one.Digest.Span);

    private string Name => ResourceNames.Evaluation(ScriptedPrograms.Main, one.Digest.Span);

    public async ValueTask InitializeAsync()
    {
        alliance = await ScriptedAlliance.StartAsync();
        GivenJournal(one.Digest);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Record_OfTheAlliance_IsTheSame(bool whole)
    {
        var run = await RunAsync(whole ? Name : "aster/main/" + Digest);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Equal(new GetEvaluationRequest { Name = Name }, Assert.Single(alliance.Checkout.Requests));
        Assert.Contains(["verification", "same"], run.Rows);
        Assert.Contains(["journal", one.Journal], run.Rows);
        Assert.Contains(["digest", Digest], run.Rows);
        Assert.Contains("follows from it", run.Output, StringComparison.Ordinal);
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    [Fact]
    public async Task Record_Saved_IsVerifiedWithoutTheAlliance()
    {
        Assert.Equal(ExitCodes.Done, (await RunAsync(Name, "--save", file)).Code);
        alliance.Checkout.Requests.Clear();
        alliance.ClientIds.Clear();

        var alone = await RunAsync("--file", file);
        var named = await RunAsync(Name, "--file", file);
        var json = await RunAsync("--file", file, "--json");

        Assert.True(alone.Code == ExitCodes.Done, alone.Error);
        Assert.Contains(["journal", $"{one.Journal}, as the file says"], alone.Rows);
        Assert.Equal(ExitCodes.Done, named.Code);
        Assert.Equal(("same", Digest, one.Journal), (json.Json.GetProperty("verification").GetString(),
            json.Json.GetProperty("digest").GetString(), json.Json.GetProperty("journal").GetString()));
        Assert.Empty(alliance.Checkout.Requests);
        Assert.Empty(alliance.ClientIds);
    }

    /// <summary>A decision about an event, from the alliance and from the file alone.</summary>
    [Fact]
    public async Task Record_OfAnEvent_IsRecomputed()
    {
        var record = one.Record.Clone();
        record.Order = null;
        record.Event = new Event
        {
            Source = "app",
            EventId = "77",
            Type = new EventType { Kind = EventKind.CheckIn },
            EventTime = record.Facts.DecideTime,
        };
        var rule = record.Terms.Rules[0].Clone();
        (rule.Id, rule.On) = ("check-in", new Trigger { Events = { record.Event.Type } });
        rule.Effects.Clear();
        rule.Effects.Add(new Effect { Earn = new Earn { Units = 5 } });
        record.Terms.Rules.Add(rule);
        record.Result = Rules.Records.Recompute(record);
        Assert.Equal(5, record.Result.Coins.Single().Units);
        var saved = ScriptedCheckout.Whole(record);
        alliance.Checkout.On<GetEvaluationRequest, GetEvaluationResponse>(_ => saved);
        alliance.Ledger.On<GetJournalRequest, GetJournalResponse>(_ =>
        {
            var journal = ScriptedLedger.Journal();
            journal.Detail = Any.Pack(new EventDetail { Digest = saved.Digest });
            return new() { Journal = journal };
        });

        var name = $"aster/main/{Convert.ToHexStringLower(saved.Digest.Span)}";
        var asked = await RunAsync(name, "--save", file);
        Assert.True(asked.Code == ExitCodes.Done, asked.Error);
        Assert.Contains(["event", "app 77"], asked.Rows);
        Assert.Equal(ExitCodes.Done, (await RunAsync(name, "--file", file)).Code);

        record.Event.Grade = "hard";
        await RecordFile.WriteAsync(file, saved, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Refused, (await RunAsync("--file", file)).Code);
    }

    [Fact]
    public async Task Record_WithAChangedByte_SaysSo()
    {
        await RunAsync(Name, "--save", file);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            file, text.Replace("\"900\"", "\"901\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = await RunAsync("--file", file);

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains(["verification", "changed"], run.Rows);
        Assert.Contains($"and {Digest} is expected", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Whoever changes the record can write its digest, too: the name, which the journal has, tells.</summary>
    [Fact]
    public async Task Record_WithAnotherDigestThanItsName_IsChanged()
    {
        one.Record.Order.Lines[0].Sku = "cup";
        await RecordFile.WriteAsync(
            file, ScriptedCheckout.Whole(one.Record), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Done, (await RunAsync("--file", file)).Code);
        var named = await RunAsync(Name, "--file", file);
        Assert.Equal(ExitCodes.Refused, named.Code);
        Assert.Contains("was changed", named.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "It comes to 900 minor units, not 800.")]
    [InlineData(false, "It gives 9 of coins/aster, and 10 of coins/aster were recorded")]
    public async Task Record_OfAWrongDecision_SaysWhatIsRight(bool total, string told)
    {
        if (total)
            one.Record.Result.TotalMinorUnits = 800;
        else
            one.Record.Result.Coins[0].Units = 10;
        await RecordFile.WriteAsync(
            file, ScriptedCheckout.Whole(one.Record), TestContext.Current.CancellationToken);

        var run = await RunAsync("--file", file);

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains(["verification", "different"], run.Rows);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OfOtherTimeZones_NamesThem()
    {
        one.Record.Terms.TimeZoneVersion = "TZDB: 1999a";
        one.Record.Result.TotalMinorUnits = 800;
        await RecordFile.WriteAsync(
            file, ScriptedCheckout.Whole(one.Record), TestContext.Current.CancellationToken);

        var run = await RunAsync("--file", file);

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains(["verification", "other time zones"], run.Rows);
        Assert.Contains("TZDB: 1999a", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_ThatNobodyCanRecompute_SaysSo()
    {
        one.Record.Terms.TimeZone = "Asia/Atlantis";
        await RecordFile.WriteAsync(
            file, ScriptedCheckout.Whole(one.Record), TestContext.Current.CancellationToken);

        var run = await RunAsync("--file", file);

        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains(["verification", "not verified"], run.Rows);
        Assert.Contains("cannot be recomputed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_WhoseJournalHasAnotherDigest_IsNotVerified()
    {
        GivenJournal(ByteString.CopyFrom(new byte[32]));
        var run = await RunAsync(Name);
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains($"{one.Journal} has another digest", run.Error, StringComparison.Ordinal);
        Assert.Contains(["journal", $"{one.Journal} should hold it, and does not"], run.Rows);
    }

    [Fact]
    public async Task Record_WithoutAJournal_SaysThatNoneIsKnown()
    {
        alliance.Checkout.On<GetEvaluationRequest, GetEvaluationResponse>(_ => new(one) { Journal = "" });
        var run = await RunAsync(Name);
        Assert.Equal(ExitCodes.Done, run.Code);
        Assert.Contains("none is known", run.Output, StringComparison.Ordinal);
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Fact]
    public async Task Record_ThatThereIsNot_IsRefused()
    {
        alliance.Checkout.On<GetEvaluationRequest, GetEvaluationResponse>(
            _ => throw ScriptedLedger.Refusal(ErrorReason.EvaluationNotFound).ToRpcException());
        var run = await RunAsync(Name);
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("EVALUATION_NOT_FOUND", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Name a record, or give a --file.")]
    [InlineData("aster/main", "BRAND/ID/DIGEST")]
    [InlineData("aster/main/12", "BRAND/ID/DIGEST")]
    [InlineData("--file none.json", "cannot be read")]
    [InlineData("--file FILE", "is not the JSON of a saved record")]
    [InlineData("--file FILE --save other.json", "--save is for a record that the alliance is asked for")]
    public async Task Arguments_ThatCannotBeMeant_AreBadInput(string arguments, string told)
    {
        await File.WriteAllTextAsync(file, "{\"record\": 7}", TestContext.Current.CancellationToken);
        var run = await RunAsync(
            [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a == "FILE" ? file : a)]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Checkout.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"record\": {}, \"digest\": \"AAAA\"}")]
    public async Task File_WithoutAWholeRecord_IsBadInput(string text)
    {
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var run = await RunAsync("--file", file);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("has no whole record", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The journal of the order carries this digest.</summary>
    private void GivenJournal(ByteString digest) =>
        alliance.Ledger.On<GetJournalRequest, GetJournalResponse>(_ =>
        {
            var journal = ScriptedLedger.Journal();
            journal.Detail = Any.Pack(new OrderDetail { Digest = digest });
            return new() { Journal = journal };
        });

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        alliance.RunAsync(["programs", "verify", .. arguments]);
}
