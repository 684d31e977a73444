using System.Globalization;
using System.Text.Json;

namespace Gyrus.IO.EncodingModels;

/// <summary>An object of a model file, read member by member: whatever is asked for is known, whatever is left over is an error.</summary>
internal sealed class ModelSection(ModelText text, ModelNode node, string what)
{
    /// <summary>Words of the format are told all; names of columns may be many.</summary>
    private const int MostWords = 40;

    private readonly List<string> _known = [];

    /// <summary>Gets the object.</summary>
    public ModelNode Node { get; } = node;

    /// <summary>The value of a name, or null where it is not there or null.</summary>
    public ModelNode? Find(string name)
    {
        _known.Add(name);
        return Node.Members.FirstOrDefault(m => m.Name.Text == name).Value is { Kind: not JsonTokenType.Null } value
            ? value
            : null;
    }

    /// <summary>The value of a name that must be there.</summary>
    public ModelNode Need(string name) => Find(name) ?? throw Absent(name);

    /// <summary>The error of a name that must be there: at the name that may have been meant, if one is near.</summary>
    public InvalidDataException Absent(string name)
    {
        ModelNode? near = Node
            .Members.Select(m => m.Name)
            .FirstOrDefault(m =>
                !_known.Contains(m.Text) && Spelling.Distance(m.Text, name) <= Math.Max(1, name.Length / 3)
            );
        return near is null
            ? Fault(Node, $"expected '{name}' in {what}, but there is none.")
            : Fault(
                near,
                $"expected '{name}' in {what}, but found '{MessageText.Shorten(near.Text)}'. Did you mean '{name}'?"
            );
    }

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    /// <summary>A number, or null.</summary>
    public double? Number(string name) => Find(name) is { } value ? NumberOf(value, name) : null;

    /// <summary>A positive number, or null.</summary>
    public double? Positive(string name) =>
        Find(name) is not { } value ? null
        : NumberOf(value, name) is > 0 and var number ? number
        : throw Fault(value, $"expected a positive number for '{name}', but found {value.Describe()}.");

    /// <summary>A whole number of at least <paramref name="least"/>, or null.</summary>
    public int? Whole(string name, int least = int.MinValue) =>
        Find(name) is not { } value ? null
        : int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        && value.Kind == JsonTokenType.Number
        && number >= least
            ? number
        : throw Fault(
            value,
            $"expected a whole number{(least > int.MinValue ? FormattableString.Invariant($" of at least {least}") : "")} for '{name}', but found {value.Describe()}."
        );

    /// <summary>A truth value, or null.</summary>
    public bool? Flag(string name) =>
        Find(name) is not { } value ? null
        : value.Kind is JsonTokenType.True or JsonTokenType.False ? value.Kind == JsonTokenType.True
        : throw Fault(value, $"expected true or false for '{name}', but found {value.Describe()}.");

    /// <summary>One of some words, small or capital letters, or null.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => Find(name) is { } value ? ChoiceOf(value, name, words) : null;

    /// <summary>One of some words, small or capital letters.</summary>
    public T ChoiceOf<T>(ModelNode value, string name, IReadOnlyDictionary<string, T> words)
    {
        string word = TextOf(value, name);
        string? key = words.Keys.FirstOrDefault(k => k.Equals(word, StringComparison.OrdinalIgnoreCase));
        return key is not null
            ? words[key]
            : throw Fault(
                value,
                $"expected a known word for '{name}', but found {value.Describe()}.{Spelling.Hint(word, [.. words.Keys], MostWords)}"
            );
    }

    /// <summary>A list of numbers, or null; one number is a list of one.</summary>
    public double[]? Numbers(string name) =>
        Find(name) is { } value ? [.. ItemsOf(value).Select(v => NumberOf(v, name))] : null;

    /// <summary>A list of texts, or null; one text is a list of one.</summary>
    public string[]? Texts(string name) =>
        Find(name) is { } value ? [.. ItemsOf(value).Select(v => TextOf(v, name))] : null;

    /// <summary>An object inside this one, or null.</summary>
    public ModelSection? Section(string name) => Find(name) is { } value ? SectionOf(value, $"'{name}'") : null;

    /// <summary>A value as an object.</summary>
    public ModelSection SectionOf(ModelNode value, string name) =>
        value.Kind == JsonTokenType.StartObject
            ? new ModelSection(text, value, name)
            : throw Fault(value, $"expected an object {{…}} for {name}, but found {value.Describe()}.");

    /// <summary>What a word alone stands for: an object without members, at the place of a value.</summary>
    public ModelSection Alone(ModelNode value, string name) =>
        new(text, new ModelNode(JsonTokenType.StartObject, "", value.Offset), name);

    /// <summary>The items of a list; a value that is no list is a list of one.</summary>
    public static IReadOnlyList<ModelNode> ItemsOf(ModelNode value) =>
        value.Kind == JsonTokenType.StartArray ? value.Items : [value];

    /// <summary>A value as a text.</summary>
    public string TextOf(ModelNode value, string name) =>
        value.Kind == JsonTokenType.String && value.Text.Length > 0
            ? value.Text
            : throw Fault(value, $"expected a text for '{name}', but found {value.Describe()}.");

    /// <summary>A text or a number as it is written.</summary>
    public string LabelOf(ModelNode value) =>
        value is { Kind: JsonTokenType.String or JsonTokenType.Number, Text.Length: > 0 }
            ? value.Text
            : throw Fault(value, $"expected a text or a number in {what}, but found {value.Describe()}.");

    /// <summary>A value as a finite number.</summary>
    public double NumberOf(ModelNode value, string name) =>
        value.Kind == JsonTokenType.Number
        && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : throw Fault(value, $"expected a number for '{name}', but found {value.Describe()}.");

    /// <summary>Makes something of the object; what it refuses is told with the place and the name that the file has for it.</summary>
    /// <param name="make">Makes it.</param>
    /// <param name="names">The names of properties in the file, where they are not those of the properties with a small first letter.</param>
    public T Make<T>(Func<T> make, params (string Property, string Name)[] names)
    {
        try
        {
            return make();
        }
        catch (ArgumentException refused)
        {
            int at = refused.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
            throw Refused(refused.ParamName, at < 0 ? refused.Message : refused.Message[..at], names);
        }
    }

    private InvalidDataException Refused(string? property, string sentence, (string Property, string Name)[] names)
    {
        string? name = string.IsNullOrEmpty(property)
            ? null
            : names.FirstOrDefault(n => n.Property == property).Name
                ?? char.ToLowerInvariant(property[0]) + property[1..];
        ModelNode? value = Node.Members.FirstOrDefault(m => m.Name.Text == name).Value;
        return value is not null && sentence.StartsWith(property + " ", StringComparison.Ordinal)
            ? Fault(value, $"{what}: '{name}'{sentence[property!.Length..]}")
            : Fault(value ?? Node, $"{what}: {sentence}");
    }

    /// <summary>Checks that a name is not there where it would change nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="why">Beside what, and why it has no part there.</param>
    /// <exception cref="InvalidDataException">It is there.</exception>
    public void Refuse(string name, string why)
    {
        if (Find(name) is { } value)
        {
            throw Fault(value, $"expected no '{name}' {why}.");
        }
    }

    /// <summary>Checks that nothing is left over that nobody asked for.</summary>
    /// <exception cref="InvalidDataException">A name is unknown.</exception>
    public void Finish()
    {
        if (Node.Members.FirstOrDefault(m => !_known.Contains(m.Name.Text)).Name is { } name)
        {
            throw Fault(
                name,
                $"there is no '{MessageText.Shorten(name.Text)}' in {what}.{Spelling.Hint(name.Text, _known, MostWords)}"
            );
        }
    }

    /// <summary>An error with the file, line and column of a value.</summary>
    public InvalidDataException Fault(ModelNode at, string sentence) => text.Fault(at, sentence);
}
