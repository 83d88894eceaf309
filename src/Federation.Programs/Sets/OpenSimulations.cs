using Federation.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Programs;

/// <summary>The simulations that this process runs: each takes a core for as long as it lasts, so a principal has a few
/// at once.</summary>
internal sealed class OpenSimulations(IOptions<ProgramsOptions> options) : PrincipalPlaces
{
    protected override int Maximum => options.Value.SimulationsPerPrincipal;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(5);

    protected override string Full(Principal principal, int maximum) =>
        $"{principal} runs {maximum} simulations already; wait until one ends.";
}
