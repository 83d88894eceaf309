using System.Net;
using Federation.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Federation.Gateway;

/// <summary>The modules that routes lead to.</summary>
internal sealed record RoutedModules(IReadOnlyList<string> Names);
