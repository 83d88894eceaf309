using System.Text.RegularExpressions;

namespace Federation.Gateway;

/// <summary>
/// A path of <c>google.api.http</c> as OpenAPI writes it: <c>/v1/{name=partners/*}:update</c> is
/// <c>/v1/partners/{partner}:update</c>, where the field <c>name</c> is <c>partners/{partner}</c>.
/// </summary>
/// <param name="Path">The path with a parameter for each segment that varies.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Fields">The request's fields that the path sets, in the contract's spelling.</param>
internal sealed partial record HttpPath(string Path, IReadOnlyList<PathParameter> Parameters,
    IReadOnlySet<string> Fields)
{
    /// <exception cref="InvalidOperationException">The template has what this does not read: <c>**</c>, or a name
    /// twice.</exception>
    public static HttpPath Parse(string template)
    {
        var parameters = new List<PathParameter>();
        var fields = new HashSet<string>(StringComparer.Ordinal);
        var path = Variable().Replace(template, variable =>
        {
            var field = variable.Groups[1].Value;
            var segments = (variable.Groups[2].Success ? variable.Groups[2].Value : "*").Split('/');
            fields.Add(field);
            var names = new List<string>();
            for (var i = 0; i < segments.Length; i++)
                if (segments[i] == "*")
                {
                    names.Add(i == 0 ? field : segments[i - 1].TrimEnd('s'));
                    segments[i] = $"{{{names[^1]}}}";
                }
            var value = string.Join('/', segments);
            parameters.AddRange(names.Select(n => new PathParameter(n, field, value)));
            return value;
        });
        return path.Contains('*', StringComparison.Ordinal)
            || parameters.DistinctBy(p => p.Name).Count() < parameters.Count
            ? throw new InvalidOperationException($"The path {template} cannot be written in OpenAPI.")
            : new HttpPath(path, parameters, fields);
    }

    [GeneratedRegex(@"\{([a-z_.]+)(?:=([^}]+))?\}")]
    private static partial Regex Variable();
}
