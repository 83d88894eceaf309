using Federation.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>The streams of commands that are open with this process: a few for each principal.</summary>
internal sealed class CommandStreams(IOptions<LedgerOptions> options) : PrincipalPlaces
{
    protected override int Maximum => options.Value.StreamsPerPrincipal;

    protected override string Full(Principal principal, int maximum) =>
        $"{principal} has {maximum} streams of commands open already; send over those.";
}
