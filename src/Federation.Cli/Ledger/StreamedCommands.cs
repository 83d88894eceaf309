using Federation.Client;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>Commands of the ledger over one stream.</summary>
internal sealed class StreamedCommands(Func<FederationClient> client)
    : StreamedItems<BatchItem, StreamCommandsRequest, StreamCommandsResponse>
{
    public override string Answerer => "The ledger";

    public override AsyncDuplexStreamingCall<StreamCommandsRequest, StreamCommandsResponse> Open(
        CancellationToken cancel) => client().Ledger.StreamCommands(cancellationToken: cancel);

    public override BatchItem Parse(string line, string where) => CommandLines.Parse(line, where);

    public override ValueTask<StreamCommandsRequest> RequestOfAsync(BatchItem item, CancellationToken cancel) =>
        ValueTask.FromResult(new StreamCommandsRequest { Item = item });

    public override string IdOf(BatchItem item) => CommandLines.IdOf(item);

    public override StreamAnswer? AnswerOf(StreamCommandsResponse response) => response.Result is not { } result
        ? null
        : new StreamAnswer(
            response.RequestId, result.ResultCase == BatchResult.ResultOneofCase.Journal, result.Replayed);
}
