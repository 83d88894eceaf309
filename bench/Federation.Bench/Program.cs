using System.Globalization;
using Federation.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = BenchOptions.Parse(args);
if (options is null)
    return 2;
if (options.Pages)
    return await PagesBench.RunAsync(options);
return options.Growth is { } growth ? await Growth.RunAsync(growth, options.Json) : await Bench.RunAsync(options);
