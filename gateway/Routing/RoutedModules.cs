namespace Federation.Gateway;

/// <summary>The modules that routes lead to.</summary>
internal sealed record RoutedModules(IReadOnlyList<string> Names);
