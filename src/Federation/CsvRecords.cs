using System.Text;

namespace Federation;

/// <summary>Reads RFC 4180 text strictly: records of fields, each with the number of the line that it begins
/// on.</summary>
/// <param name="text">The text.</param>
/// <param name="problem">Makes the exception for what is no such text: of the line, from 1, and why, in
/// English.</param>
public sealed class CsvRecords(string text, Func<int, string, Exception> problem)
{
    private int position;
    private int line = 1;

    /// <summary>The records, in order. To be read once.</summary>
    public IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read()
    {
        while (position < text.Length)
        {
            var start = line;
            var fields = new List<string>();
            do
                fields.Add(Field());
            while (Take(','));
            EndRecord();
            yield return (start, fields);
        }
    }

    private string Field()
    {
        if (Take('"'))
            return Quoted();
        var start = position;
        while (position < text.Length && text[position] is not (',' or '\r' or '\n'))
            if (text[position++] == '"')
                throw problem(line, "has a quotation mark inside a field that does not begin with one");
        return text[start..position];
    }

    private string Quoted()
    {
        var start = line;
        var field = new StringBuilder();
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == '"' && !Take('"'))
                return field.ToString();
            if (c == '\n')
                line++;
            field.Append(c);
        }
        throw problem(start, "begins a quoted field that never ends");
    }

    private void EndRecord()
    {
        var hasReturn = Take('\r');
        if (Take('\n'))
            line++;
        else if (hasReturn || position < text.Length)
            throw problem(line, hasReturn ? "holds a carriage return without a line feed"
                : "has text after a closing quotation mark");
    }

    private bool Take(char c)
    {
        if (position >= text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }
}
