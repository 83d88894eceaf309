using System.CommandLine;
using Federation.Rewards.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>Draws as people name them, and a draw's terms as a file.</summary>
internal static class DrawText
{
    /// <summary>A draw: <c>aster/spring</c>, or its whole name.</summary>
    public static string Draw(string text) =>
        DrawId.TryParse(text, out var name) || (text.Split('/') is [var brand, var id]
            && DrawId.TryParse(ResourceNames.Draw(brand, id), out name))
            ? name.ToString()
            : throw new BadInputException(
                $"'{text}' is not of the form BRAND/ID, for instance aster/spring, or partners/{{p}}/draws/{{id}}.");

    public static Argument<string> DrawArgument() => new("draw")
    {
        Description = "The draw: BRAND/ID, or partners/{p}/draws/{id}.",
    };

    /// <summary>What the winners of a draw prove, in words.</summary>
    public static string ProofOf(DrawProof proof) =>
        proof == DrawProof.WithPublicValue ? "with public value" : "partly provable: no public value";

    /// <exception cref="BadInputException">It cannot be read, or is not the JSON of terms.</exception>
    public static DrawTerms ReadTerms(string path)
    {
        try
        {
            return JsonParser.Default.Parse<DrawTerms>(TextFile.Read(path));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{path} is not the JSON of a draw's terms: {e.Message}");
        }
    }
}
