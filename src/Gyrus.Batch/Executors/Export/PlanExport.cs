using System.Text;
using System.Text.Json;
using Gyrus.Batch.Executors.Slurm;
using Gyrus.Batch.Plans;
using Gyrus.IO;
using static System.FormattableString;

namespace Gyrus.Batch.Executors;

/// <summary>Writes what others need to carry out a plan: a script of arrays for Slurm, and a Snakefile.</summary>
/// <remarks>Both call <c>gyrus task</c>, so a task that is done is not done again, and two systems may work on one plan.</remarks>
public static class PlanExport
{
    private const string ScriptName = "submit.sh";
    private const string SnakefileName = "Snakefile";

    /// <summary>Writes the files into the folder of the plan.</summary>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Write(PlanFolder folder, BatchPlan plan, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        string script = Path.Combine(folder.Root, ScriptName);
        string snakefile = Path.Combine(folder.Root, SnakefileName);
        AtomicFile.WriteText(script, Script(folder, plan, settings));
        AtomicFile.WriteText(snakefile, Snakefile(folder, plan));
        return [script, snakefile];
    }

    /// <summary>One array per run of tasks of one stage with the same resources; a later stage waits for all earlier arrays.</summary>
    private static string Script(PlanFolder folder, BatchPlan plan, RunSettings settings)
    {
        var text = new StringBuilder(
            """
            #!/bin/sh
            # Hands the tasks of a plan of gyrus over to Slurm: sh submit.sh
            # Tasks that are done already end at once. An index of an array must be below MaxArraySize.
            set -eu

            """.ReplaceLineEndings("\n")
        );
        text.Append("cd ").Append(ShellWord.Quote(folder.Root)).Append("\nbefore=''\n");
        string? stage = null;
        foreach ((int first, int count) in Arrays(plan))
        {
            BatchTask task = plan[first];
            if (stage is not null && stage != task.Stage)
            {
                text.Append("before=\"$after\"\n");
            }

            if (stage != task.Stage)
            {
                text.Append("after=\"$before\"\n");
            }

            stage = task.Stage;
            text.Append(
                Invariant(
                    $"job=$(sbatch --parsable --requeue --open-mode=append --kill-on-invalid-dep=yes --output=logs/slurm-%A_%a.txt --ntasks=1 --cpus-per-task={task.Resources.Threads} --mem={task.Resources.MemoryMebibytes}M --time={task.Resources.Minutes} --array=0-{count - 1}{(settings.AtOnce is { } n ? Invariant($"%{n}") : "")}"
                )
            );
            foreach (string option in Extra(settings))
            {
                text.Append(' ').Append(ShellWord.Quote(option));
            }

            // A stage that does with missing results begins when the others have ended, the others when they ended well; nothing is split but words.
            string kind = task.ToleratesMissing ? "afterany" : "afterok";
            text.Append(" ${before:+--dependency=")
                .Append(kind)
                .Append("$before} <<'GYRUS'\n#!/bin/sh\n")
                .Append(Exports(plan, task))
                .Append("exec srun --ntasks=1 --cpus-per-task=")
                .Append(task.Resources.Threads)
                .Append(' ')
                .AppendJoin(' ', ProgramCommand.Words.Concat(["task", folder.Root, "--index"]).Select(ShellWord.Quote))
                .Append(Invariant($" \"$((SLURM_ARRAY_TASK_ID + {first}))\"\nGYRUS\n)\n"))
                .Append("after=\"$after:${job%%;*}\"\n");
        }

        return text.ToString();
    }

    private static string Exports(BatchPlan plan, BatchTask task) =>
        string.Concat(
            TaskEnvironment
                .Variables(task.Resources, plan.Header)
                .Select(v => $"export {v.Name}={ShellWord.Quote(v.Value)}\n")
        );

    private static IEnumerable<string> Extra(RunSettings settings)
    {
        if (settings.Partition is { } partition)
        {
            yield return $"--partition={partition}";
        }

        if (settings.Account is { } account)
        {
            yield return $"--account={account}";
        }

        foreach (string option in settings.SbatchOptions)
        {
            yield return option;
        }
    }

    private static IEnumerable<(int First, int Count)> Arrays(BatchPlan plan)
    {
        const int UsualMost = 1000;
        for (int first = 0; first < plan.Count; )
        {
            int count = 1;
            while (
                first + count < plan.Count
                && count < UsualMost
                && plan[first + count].Stage == plan[first].Stage
                && plan[first + count].Resources == plan[first].Resources
            )
            {
                count++;
            }

            yield return (first, count);
            first += count;
        }
    }

    /// <summary>The rule reads the plan itself, so that no label is ever part of Python or of a shell.</summary>
    private static string Snakefile(PlanFolder folder, BatchPlan plan)
    {
        string words = string.Join(
            ", ",
            ProgramCommand
                .Words.Concat(["task", folder.Root, "--index"])
                .Select(w => JsonSerializer.Serialize(w, PlainJson.Default.String))
        );
        string variables = string.Join(
            ", ",
            PlanMachine.Variables(plan.Header.VectorBits).Select(v => $"\"{v.Name}\": \"{v.Value}\"")
        );
        return $$"""
            # Carries out a plan of gyrus: snakemake --snakefile Snakefile --cores 8
            # Each receipt is a file that snakemake waits for; gyrus writes it when the results of the task are in their places.
            import json
            import shlex

            ROOT = {{JsonSerializer.Serialize(folder.Root, PlainJson.Default.String)}}
            GYRUS = [{{words}}]
            VARIABLES = {{{variables}}}
            with open(ROOT + "/plan.jsonl", encoding="utf-8") as plan:
                TASKS = [json.loads(line) for line in list(plan)[1:]]
            INDEX = {task["key"]: i for i, task in enumerate(TASKS)}


            def command(key, threads, mebibytes):
                # Each word is quoted, and of a task only its number is in it.
                variables = dict(VARIABLES)
                variables["DOTNET_PROCESSOR_COUNT"] = str(threads)
                variables["DOTNET_GCHeapHardLimit"] = format(int(mebibytes * 0.8 * 2**20), "x")
                words = ["env"] + [name + "=" + value for name, value in variables.items()] + GYRUS + [str(INDEX[key])]
                return shlex.join(words)


            workdir: ROOT


            rule all:
                input:
                    ["receipts/" + key + ".json" for key in INDEX],


            rule task:
                input:
                    lambda wildcards: [
                        "receipts/" + TASKS[need]["key"] + ".json"
                        for need in TASKS[INDEX[wildcards.key]].get("needs", [])
                    ],
                output:
                    "receipts/{key}.json",
                wildcard_constraints:
                    key="[0-9a-f]{32}",
                threads: lambda wildcards: TASKS[INDEX[wildcards.key]]["resources"]["threads"]
                resources:
                    mem_mb=lambda wildcards: TASKS[INDEX[wildcards.key]]["resources"]["memoryMebibytes"],
                    runtime=lambda wildcards: TASKS[INDEX[wildcards.key]]["resources"]["minutes"],
                params:
                    command=lambda wildcards, threads, resources: command(wildcards.key, threads, resources.mem_mb),
                shell:
                    "{params.command}"

            """.ReplaceLineEndings("\n");
    }
}
