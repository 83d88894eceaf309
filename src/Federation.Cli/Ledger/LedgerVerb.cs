using System.CommandLine;
using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>A verb that is one command of the ledger: the same guards, the same dry run and the same answer for all of
/// them.</summary>
internal sealed class LedgerVerb
{
    private static readonly IReadOnlyList<Google.Protobuf.Reflection.FieldDescriptor> Commands =
        BatchItem.Descriptor.Oneofs[0].Fields.ToList();

    private readonly Option<string?> reference = Arguments.Reference();

    private readonly GuardOptions guards = new();

    private readonly Option<bool> dryRun = new(
        "--dry-run")
    { Description = "Only say what it would come to; nothing is written." };

    private LedgerVerb()
    {
    }

    /// <param name="globals">The options that every command has.</param>
    /// <param name="command">The command with its own arguments and options.</param>
    /// <param name="who">The credential that it needs where <c>--as</c> names none.</param>
    /// <param name="make">Makes the request but for its id, reference and guards.</param>
    /// <param name="exchange">Where the exchange has the same verb: makes its request if the name is one of the
    /// exchange's, else null.</param>
    public static Command Build<TRequest>(
        Globals globals, ExampleCommand command, Who who, Func<VerbCall, Task<TRequest>> make,
        Func<VerbCall, IMessage?>? exchange = null)
        where TRequest : IMessage<TRequest>, new()
    {
        var verb = new LedgerVerb();
        if (new TRequest().Descriptor.FindFieldByName("external_reference") is not null)
            command.Add(verb.reference);
        foreach (var option in verb.guards.All.Append(verb.dryRun))
            command.Add(option);
        globals.Run(command, who, async (session, parse, cancel) =>
        {
            var call = new VerbCall(session, parse, cancel);
            if (exchange?.Invoke(call) is { } exchanged)
            {
                verb.RefuseLedgerOptions(parse);
                verb.Complete(exchanged, session, parse);
                return await ExchangeVerbs.SendAsync(session, exchanged, cancel);
            }
            var request = await make(call);
            verb.Complete(request, session, parse);
            return parse.GetValue(verb.dryRun)
                ? await TryAsync(session, request, cancel)
                : Show(session, await SendAsync(session.Client.Ledger, request, cancel));
        });
        return command;
    }

    private void Complete(IMessage request, Session session, ParseResult parse)
    {
        void Set(string field, object value) =>
            request.Descriptor.FindFieldByName(field).Accessor.SetValue(request, value);

        Set("request_id", session.RequestId);
        if (parse.GetValue(reference) is { } number)
            Set("external_reference", number);
        if (guards.Of(parse) is { } given)
            Set("guards", given);
    }

    /// <summary>The exchange's commands have neither guards nor a dry run.</summary>
    private void RefuseLedgerOptions(ParseResult parse)
    {
        var given = guards.All.Append(dryRun).Where(o => parse.GetResult(o) is { Implicit: false }).Select(o => o.Name)
            .ToList();
        if (given.Count > 0)
            throw new BadInputException(
                $"{string.Join(", ", given)}: only for what is the ledger's own, not for authorizations and "
                + "exchanges.");
    }

    private static async Task<int> TryAsync(Session session, IMessage request, CancellationToken cancel)
    {
        var item = new BatchItem();
        Commands.Single(f => f.MessageType == request.Descriptor).Accessor.SetValue(item, request);
        var response = await session.Client.Ledger.DryRunAsync(
            new DryRunRequest { Mode = BatchMode.Independent, Items = { item } }, cancellationToken: cancel);
        var result = response.Results.Single();
        var accepted = result.ResultCase == BatchResult.ResultOneofCase.Journal;
        if (session.Json)
            session.Show(response);
        else if (accepted)
        {
            session.Output.WriteLine(result.Replayed
                ? "It was decided before, and this is what it came to:"
                : "Nothing was written. It would come to:");
            session.Show(response, JournalTables.Of(result.Journal, result.Replayed));
        }
        else
            session.Error.WriteLine(Failures.ExplainDryRun(result.Refusal));
        return accepted ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static int Show(Session session, IMessage response)
    {
        object Get(string field) => response.Descriptor.FindFieldByName(field).Accessor.GetValue(response);
        return session.Show(response, JournalTables.Of((Journal)Get("journal"), (bool)Get("replayed")));
    }

    private static async Task<IMessage> SendAsync(
        LedgerService.LedgerServiceClient ledger, IMessage request, CancellationToken cancel) =>
        request switch
        {
            EarnRequest r => await ledger.EarnAsync(r, cancellationToken: cancel),
            RedeemRequest r => await ledger.RedeemAsync(r, cancellationToken: cancel),
            ClawbackRequest r => await ledger.ClawbackAsync(r, cancellationToken: cancel),
            RefundRequest r => await ledger.RefundAsync(r, cancellationToken: cancel),
            ReverseRequest r => await ledger.ReverseAsync(r, cancellationToken: cancel),
            AdjustRequest r => await ledger.AdjustAsync(r, cancellationToken: cancel),
            GiftRequest r => await ledger.GiftAsync(r, cancellationToken: cancel),
            HoldRequest r => await ledger.HoldAsync(r, cancellationToken: cancel),
            CaptureRequest r => await ledger.CaptureAsync(r, cancellationToken: cancel),
            ReleaseRequest r => await ledger.ReleaseAsync(r, cancellationToken: cancel),
            ExtendHoldRequest r => await ledger.ExtendHoldAsync(r, cancellationToken: cancel),
            ConfirmRequest r => await ledger.ConfirmAsync(r, cancellationToken: cancel),
            FreezeRequest r => await ledger.FreezeAsync(r, cancellationToken: cancel),
            UnfreezeRequest r => await ledger.UnfreezeAsync(r, cancellationToken: cancel),
            CloseWalletRequest r => await ledger.CloseWalletAsync(r, cancellationToken: cancel),
            RecordNoticeRequest r => await ledger.RecordNoticeAsync(r, cancellationToken: cancel),
            _ => throw new ArgumentException(
                $"{request.Descriptor.FullName} is no command of the ledger.", nameof(request)),
        };
}
