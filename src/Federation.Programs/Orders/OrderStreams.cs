using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Federation.Programs;

/// <summary>The streams of orders that are open with this process: a few for each principal.</summary>
internal sealed class OrderStreams(IOptions<ProgramsOptions> options, AnswerStreams streams) : PrincipalPlaces
{
    protected override int Maximum => options.Value.StreamsPerPrincipal;

    /// <summary>Serves one stream to its end.</summary>
    /// <param name="handOver">Takes an order, by its place in the stream, and does not wait for what it comes
    /// to.</param>
    public Task ServeAsync(
        IAsyncStreamReader<StreamOrdersRequest> requests, IServerStreamWriter<StreamOrdersResponse> responses,
        ServerCallContext context, Action<long, PlaceOrderRequest, AnswerStream<StreamOrdersResponse>> handOver)
    {
        var terms = new StreamTerms(
            options.Value.StreamUndecided, Together: 1,
            "The programmes' module is stopping; send what was not answered over another stream.");
        var number = 0L;
        return streams.ServeAsync<StreamOrdersRequest, StreamOrdersResponse, StreamOrdersResponse>(
            requests, responses, context, terms,
            (sent, stream) =>
            {
                foreach (var request in sent)
                    handOver(++number, request.Order ?? new PlaceOrderRequest(), stream);
                return Task.CompletedTask;
            },
            answer => answer);
    }

    protected override string Full(Principal principal, int maximum) =>
        $"{principal} has {maximum} streams of orders open already; send over those.";
}
