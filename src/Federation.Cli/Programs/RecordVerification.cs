using System.CommandLine;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary><c>federation programs verify</c>: recomputes the decision about an order or an event from its
/// record.</summary>
internal static class RecordVerification
{
    private const string SomeDigest = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9";

    public static ExampleCommand Verify(Globals globals)
    {
        var name = new Argument<string>("evaluation")
        {
            Description = "The record: BRAND/ID/DIGEST, or its whole name as PlaceOrder answered it. With --file it "
                + "may be left out; then the digest is the one that the file says.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--file")
        {
            Description = "Reads the record from a file that --save wrote, without asking the alliance.",
            HelpName = "FILE",
        };
        var save = new Option<string?>("--save")
        {
            Description = "Writes the record with its digest to this file, so that anybody can verify it.",
            HelpName = "FILE",
        };
        var command = new ExampleCommand(
            "verify", "Recomputes the decision about an order or an event from its record, and says which journal "
            + "holds the record's digest.",
            $"programs verify aster/main/{SomeDigest} --save record.json",
            "programs verify --file record.json")
        {
            name, file, save,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var asked = parse.GetValue(name) is { } text ? ProgramText.Evaluation(text) : null;
            if (parse.GetValue(file) is { } from)
                return parse.GetValue(save) is null
                    ? Show(session, OfFile(from, asked))
                    : throw new BadInputException("--save is for a record that the alliance is asked for.");
            var read = await ReadAsync(
                session, asked ?? throw new BadInputException("Name a record, or give a --file."), cancel);
            if (parse.GetValue(save) is { } path)
                await RecordFile.WriteAsync(path, read.Saved, cancel);
            return Show(session, read);
        });
        return command;
    }

    /// <summary>A record of a file. Its name has the digest that counts.</summary>
    private static VerifiedRecord OfFile(string path, string? name)
    {
        var saved = RecordFile.Read(path);
        return new VerifiedRecord(
            saved, RecordVerdict.Of(saved.Record, name is null ? saved.Digest.Memory : DigestOf(name)),
            saved.Journal.Length > 0 ? $"{saved.Journal}, as the file says" : "the file names none");
    }

    private static async Task<VerifiedRecord> ReadAsync(Session session, string name, CancellationToken cancel)
    {
        var saved = await session.Client.Checkout.GetEvaluationAsync(
            new GetEvaluationRequest { Name = name }, cancellationToken: cancel);
        var digest = DigestOf(name);
        var verdict = RecordVerdict.Of(saved.Record, digest);
        if (saved.Journal.Length == 0)
            return new VerifiedRecord(saved, verdict, "none is known: the order or event may not have been booked");
        var journal = (await session.Client.Ledger.GetJournalAsync(
            new GetJournalRequest { Name = saved.Journal }, cancellationToken: cancel)).Journal;
        var holds = DigestIn(journal.Detail)?.Span.SequenceEqual(digest) == true;
        return holds
            ? new VerifiedRecord(saved, verdict, saved.Journal)
            : new VerifiedRecord(
                saved, verdict.IsSame ? new RecordVerdict(null, $"{saved.Journal} has another digest.") : verdict,
                $"{saved.Journal} should hold it, and does not");
    }

    /// <summary>The digest of the decision about an order, or about an event, that a journal carries.</summary>
    private static ByteString? DigestIn(Any? detail) => detail is null ? null
        : detail.TryUnpack<OrderDetail>(out var order) ? order.Digest
        : detail.TryUnpack<EventDetail>(out var happened) ? happened.Digest
        : null;

    private static int Show(Session session, VerifiedRecord verified)
    {
        var (record, verdict) = (verified.Saved.Record, verified.Verdict);
        var digest = Convert.ToHexStringLower(Rules.Records.DigestOf(record));
        var word = verdict.Result is { } result ? Tables.Word(result) : "not verified";
        session.Show(
            new Struct
            {
                Fields =
                {
                    ["verification"] = Value.ForString(word),
                    ["sentence"] = Value.ForString(verdict.Sentence),
                    ["ruleSet"] = Value.ForString(record.RuleSet),
                    ["digest"] = Value.ForString(digest),
                    ["journal"] = Value.ForString(verified.Saved.Journal),
                },
            },
            Tables.Of("record", "")
                .Row("verification", word).Row("rule set", record.RuleSet)
                .Row(
                    record.Event is null ? "order" : "event",
                    record.Event is { } happened
                        ? $"{happened.Source} {happened.EventId}"
                        : $"{record.Order.Source} {record.Order.EventId}")
                .Row("decided", record.Facts.DecideTime).Row("digest", digest).Row("journal", verified.Journal));
        if (!verdict.IsSame)
            session.Error.WriteLine(verdict.Sentence);
        else if (!session.Json)
            session.Output.WriteLine(verdict.Sentence);
        return verdict.IsSame ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static byte[] DigestOf(string name) => Convert.FromHexString(ResourceNames.LastPart(name));
}
