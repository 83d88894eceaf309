using Federation.Client;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>What a form sent. A browser sends what it likes: every value is read as text and checked.</summary>
internal sealed class PostedForm
{
    /// <summary>The hidden field with the command's id.</summary>
    public const string RequestIdField = "request_id";

    /// <summary>The hidden field with the form's name on its page.</summary>
    public const string HandlerField = "_handler";

    private readonly IFormCollection fields;

    private PostedForm(IFormCollection fields) => this.fields = fields;

    /// <summary>The form of a request; an empty one where it sent none.</summary>
    public static PostedForm Of(HttpContext context) =>
        new(context.Request.HasFormContentType ? context.Request.Form : FormCollection.Empty);

    /// <summary>The form's name on its page; null: nothing was sent.</summary>
    public string? Handler => fields[HandlerField].ToString() is { Length: > 0 } name ? name : null;

    /// <summary>What was sent, so that it can be sent again.</summary>
    public IEnumerable<KeyValuePair<string, string>> All =>
        fields.Where(f => f.Key != HandlerField).Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()));

    /// <summary>A field's value without blanks at its ends; empty where it was not sent.</summary>
    public string this[string name] => fields[name].ToString().Trim();

    /// <summary>The values of a field that can be sent more than once; ids, which have no comma.</summary>
    public IEnumerable<string> List(string name) =>
        fields[name].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The command's id, made when the form was: sent twice, the command has one effect.</summary>
    public string RequestId => Guid.TryParseExact(this[RequestIdField], "D", out var id) && id != Guid.Empty
        ? id.ToString("D") : RequestIds.New();
}
