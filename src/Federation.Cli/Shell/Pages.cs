using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>Reads lists page by page.</summary>
internal static class Pages
{
    private const int LargestPage = 1000;

    /// <summary>The pages as one response with at most <paramref name="limit"/> items.</summary>
    /// <param name="read">Reads one page: its size and token.</param>
    public static async Task<TResponse> ReadAsync<TResponse>(
        int limit, Func<int, string, AsyncUnaryCall<TResponse>> read)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var all = new TResponse();
        var items = all.Descriptor.Fields.InDeclarationOrder().Single(f => f.IsRepeated).Accessor;
        var next = all.Descriptor.FindFieldByName("next_page_token").Accessor;
        var token = "";
        for (var missing = limit; missing > 0;)
        {
            var page = await read(Math.Min(missing, LargestPage), token);
            token = (string)next.GetValue(page);
            missing -= ((System.Collections.IList)items.GetValue(page)).Count;
            all.MergeFrom(page);
            // Merging keeps a token that the last page does not have.
            next.SetValue(all, token);
            if (token.Length == 0)
                break;
        }
        return all;
    }
}
