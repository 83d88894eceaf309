using Federation.Programs.V1;
using Google.Protobuf.Collections;

namespace Federation.Rules;

/// <summary>What a line is found by: the words of it that some rule names, as numbers.</summary>
internal readonly record struct LineKeys(int Sku, int[] Categories, int[] Tags)
{
    public static LineKeys Of(OrderLine line, Vocabulary words) => new(
        words.Find(LineKey.Sku, line.Sku),
        Find(line.Categories, LineKey.Category, words), Find(line.Tags, LineKey.Tag, words));

    private static int[] Find(RepeatedField<string> names, LineKey kind, Vocabulary words)
    {
        var found = new int[names.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = words.Find(kind, names[i]);
        return found;
    }
}
