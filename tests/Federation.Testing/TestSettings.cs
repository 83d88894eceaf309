using System.Globalization;

namespace Federation.Testing;

/// <summary>How long random tests run: environment variables, which docs/testing.md lists.</summary>
public static class TestSettings
{
    /// <summary>The number that a variable holds.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">Where it is not set.</param>
    public static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } set
            ? int.Parse(set, CultureInfo.InvariantCulture)
            : otherwise;
}
