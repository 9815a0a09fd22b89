"""
Reference values for src/core/representation, worked out by other means: numpy and scikit-learn.

    apt-get install python3-numpy python3-sklearn
    /usr/bin/python3 scripts/reference/representation.py

Prints what src/core/representation/reference.test.ts and trustworthiness.test.ts hold. Both languages make the data
from the same linear congruential generator, in whole numbers, so the points are the same.
"""
import numpy as np
import sklearn
from sklearn.linear_model import Ridge
from sklearn.manifold import TSNE, trustworthiness
from sklearn.metrics.pairwise import cosine_similarity, euclidean_distances


def uniforms(count, seed):
    """Numerical Recipes' generator, modulo 2^32: exact in doubles too."""
    state, values = seed, np.empty(count)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values[i] = state / 2**32
    return values


def mixture():
    """60 observations of 4 numbers, the last constant; an embedding of 6 that mixes the first two, and noise."""
    draws = uniforms(60 * 8, 1).reshape(60, 8) * 2 - 1
    observations = np.c_[draws[:, :3], np.full(60, 0.5)].astype(np.float32)
    a, b, noise = draws[:, 0], draws[:, 1], draws[:, 3:]
    columns = [3 * a + b, a * b, b - 0.5 * a, 0.2 * noise[:, 0], 0.05 * noise[:, 1] + 1, 0.3 * a + 0.1 * noise[:, 2]]
    return np.stack(columns, 1).astype(np.float32), observations


def swiss_roll():
    draws = uniforms(1000, 7).reshape(500, 2)
    t = 1.5 * np.pi * (1 + 2 * draws[:, 0])
    return np.stack([t * np.cos(t), 21 * draws[:, 1], t * np.sin(t)], 1).astype(np.float32)


def print_metrics():
    z, o = (x.astype(np.float64) for x in mixture())
    pairs = np.triu_indices(60, 1)
    variances = np.sort(np.linalg.svd(z - z.mean(0), compute_uv=False) ** 2 / 60)[::-1]
    shares = variances / variances.sum()
    distances = euclidean_distances(z)[pairs]
    unit = z / np.linalg.norm(z, axis=1, keepdims=True)
    potentials = np.exp(-2 * euclidean_distances(unit)[pairs] ** 2)
    counts, edges = np.histogram(distances, bins=40, range=(0, distances.max()))
    print("effectiveRank", np.exp(-(shares * np.log(shares)).sum()))
    print("meanDistance", distances.mean())
    print("meanCosine", cosine_similarity(z)[pairs].mean())
    print("meanNorm", np.linalg.norm(z, axis=1).mean())
    print("uniformity", np.log(potentials.mean()))
    print("variances", variances.tolist())
    print("upTo", edges[-1], "counts", counts.tolist())

    fit, held = slice(0, None, 2), slice(1, None, 2)
    # Ridge's alpha counts against the sum of squares, so 1e-6 of the mean variance times the 30 fitted rows.
    alpha = 1e-6 * z[fit].var(0).sum() / 6 * 30
    guess = Ridge(alpha=alpha).fit(z[fit], o[fit]).predict(z[held])
    print("linearProbeR2", 1 - ((o[held] - guess) ** 2).sum() / ((o[held] - o[fit].mean(0)) ** 2).sum())
    one, many = np.clip(z * 0.5, -1, 1), np.clip(z[::-1] * 0.5, -1, 1)
    print("actionGap", np.sqrt(np.mean((one - many) ** 2)))


def print_trustworthiness():
    points = swiss_roll()
    flat = points[:, :2]
    print("trustworthiness of the roll seen from its side", trustworthiness(points, flat, n_neighbors=10))
    for seed in range(5):
        tsne = TSNE(perplexity=30, init="random", learning_rate="auto", method="exact", random_state=seed)
        print("t-SNE, seed", seed, trustworthiness(points, tsne.fit_transform(points), n_neighbors=10))


print("numpy", np.__version__, "scikit-learn", sklearn.__version__)
print_metrics()
print_trustworthiness()
